import { Flex, Grid, Heading, Kbd, Stack } from '@chakra-ui/react'
import { t } from '../../language/inside.ts'
import { Modal } from '../../ui/Modal.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { commandKey } from './keys.ts'
import { type Shortcut, shortcutsFor } from './shortcuts.ts'
import { shortcutSwitch } from './use-shortcuts.ts'

const Keys = ({ keys }: Pick<Shortcut, 'keys'>) => (
  <Flex as="dt" gap="1">
    {keys.split(' ').map((key) => (
      <Kbd key={key} size="sm">
        {key}
      </Kbd>
    ))}
  </Flex>
)

interface GroupProps {
  title: string
  shortcuts: Pick<Shortcut, 'keys' | 'label'>[]
}

const Group = ({ title, shortcuts }: GroupProps) => (
  <section>
    <Heading as="h3" size="sm" mb="2">
      {title}
    </Heading>
    <Grid as="dl" templateColumns="6rem 1fr" rowGap="1.5" textStyle="sm">
      {shortcuts.map(({ keys, label }) => (
        <Grid key={keys} gridColumn="1 / -1" templateColumns="subgrid" alignItems="center">
          <Keys keys={keys} />
          <dd>{label}</dd>
        </Grid>
      ))}
    </Grid>
  </section>
)

interface ShortcutSheetProps {
  onClose: () => void
}

/** Every shortcut there is for whoever looks, and the switch that turns them off. */
export default function ShortcutSheet({ onClose }: ShortcutSheetProps) {
  const { role } = useSignedIn().user
  const shortcuts = shortcutsFor(role)
  const of = (group: Shortcut['group']) => shortcuts.filter((shortcut) => shortcut.group === group)
  return (
    <Modal title={t('palette.help')} onClose={onClose}>
      <Stack gap="5">
        <Switch
          label={t('palette.singleKeys')}
          hint={t('palette.singleKeysHint', { keys: commandKey })}
          choice={shortcutSwitch}
        />
        <Group
          title={t('palette.groups.actions')}
          shortcuts={[{ keys: commandKey, label: t('palette.title') }, ...of('do')]}
        />
        <Group title={t('palette.groups.pages')} shortcuts={of('go')} />
      </Stack>
    </Modal>
  )
}

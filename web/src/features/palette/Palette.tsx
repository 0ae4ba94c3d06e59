import { Box, Dialog, Flex, Input, Kbd, Portal, Text } from '@chakra-ui/react'
import { may } from '@wardline/kit/permissions'
import { type KeyboardEvent, useDeferredValue, useId, useRef, useState } from 'react'
import { t } from '../../language/inside.ts'
import { useSignedIn } from '../auth/signed-in.ts'
import { setTyped, takeOver, useTyped } from '../shell/overlay.ts'
import { type Command, type Group, nextPlace } from './commands.ts'
import { useCommands } from './use-commands.ts'

interface OptionProps {
  id: string
  command: Command
  isActive: boolean
  onPoint: () => void
  onChoose: () => void
}

const intoView = (element: HTMLElement | null) => element?.scrollIntoView({ block: 'nearest' })

const Option = ({ id, command: { icon: Icon, label, detail, keys }, isActive, onPoint, onChoose }: OptionProps) => (
  <Flex
    id={id}
    role="option"
    aria-selected={isActive}
    ref={isActive ? intoView : undefined}
    align="center"
    gap="3"
    px="3"
    py="2"
    borderRadius="l2"
    cursor="pointer"
    bg={isActive ? 'brand.subtle' : undefined}
    outline={isActive ? '1px solid' : undefined}
    outlineColor="brand.border"
    onPointerMove={onPoint}
    onClick={onChoose}
  >
    <Icon size={16} aria-hidden />
    <Box flex="1" minW="0">
      <Text as="span" textStyle="sm" overflowWrap="anywhere">
        {label}
      </Text>
      {detail && (
        <Text as="span" textStyle="xs" color="fg.muted" ms="2">
          {detail}
        </Text>
      )}
    </Box>
    {keys && (
      <Flex gap="1" aria-hidden hideBelow="md">
        {keys.split(' ').map((key) => (
          <Kbd key={key} size="sm">
            {key}
          </Kbd>
        ))}
      </Flex>
    )}
  </Flex>
)

/** Neighbours of one group, in order. */
function grouped(commands: Command[]): { group: Group; commands: Command[] }[] {
  const groups: { group: Group; commands: Command[] }[] = []
  for (const command of commands) {
    const known = groups.find(({ group }) => group === command.group)
    if (known) known.commands.push(command)
    else groups.push({ group: command.group, commands: [command] })
  }
  return groups
}

interface PaletteProps {
  onClose: () => void
}

/** People, pages and actions by typing: a combobox whose list is always open (ARIA practices, “combobox”). */
export default function Palette({ onClose }: PaletteProps) {
  const { user } = useSignedIn()
  const base = useId()
  const field = useRef<HTMLInputElement>(null)
  const text = useTyped()
  const [place, setPlace] = useState(0)
  const asked = useDeferredValue(text)
  const { commands: found, isSearching, old } = useCommands(asked)
  const groups = grouped(found)
  const commands = groups.flatMap((group) => group.commands)
  const active = commands[Math.min(place, commands.length - 1)]
  const idOf = (command: Command) => `${base}-${command.id}`
  const choose = (command: Command | undefined) => {
    if (!command) return
    onClose()
    command.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const next = nextPlace(event.key, Math.min(place, commands.length - 1), commands.length)
    if (next === undefined && event.key !== 'Enter') return
    event.preventDefault()
    // A key must not open the chart of whom only the letters before had found.
    const isMeant = asked === text && !(active && old[active.group])
    if (next === undefined) isMeant && choose(active)
    else setPlace(next)
  }
  return (
    <Dialog.Root
      open
      onOpenChange={({ open }) => open || onClose()}
      placement="top"
      initialFocusEl={() => field.current}
      // As in `ui/Modal`: focus that a dialog gives back late dismisses nothing.
      onFocusOutside={(event) => event.preventDefault()}
    >
      <Portal>
        <Dialog.Backdrop />
        <Dialog.Positioner px="4">
          <Dialog.Content maxW="xl" mt={{ base: '4', md: '16' }} aria-label={t('palette.title')}>
            <Input
              ref={field}
              onFocus={({ target }) => takeOver(target)}
              role="combobox"
              aria-expanded
              aria-autocomplete="list"
              aria-controls={`${base}-list`}
              aria-activedescendant={active && idOf(active)}
              aria-label={t('palette.title')}
              placeholder={
                may(user.role, 'patient.read') === 'any' ? t('palette.placeholder') : t('palette.pagePlaceholder')
              }
              autoComplete="off"
              spellCheck={false}
              size="lg"
              variant="flushed"
              px="4"
              value={text}
              onChange={({ target }) => {
                setTyped(target.value)
                setPlace(0)
              }}
              onKeyDown={onKeyDown}
            />
            <Box
              id={`${base}-list`}
              role="listbox"
              aria-label={t('palette.results')}
              maxH="50dvh"
              overflowY="auto"
              p="2"
            >
              {groups.map(({ group, commands: those }) => (
                <Box key={group} role="group" aria-labelledby={`${base}-${group}`}>
                  <Text
                    id={`${base}-${group}`}
                    role="presentation"
                    textStyle="xs"
                    color="fg.muted"
                    px="3"
                    pt="2"
                    pb="1"
                  >
                    {t(`palette.groups.${group}`)}
                  </Text>
                  {those.map((command) => (
                    <Option
                      key={command.id}
                      id={idOf(command)}
                      command={command}
                      isActive={command === active}
                      onPoint={() => setPlace(commands.indexOf(command))}
                      onChoose={() => choose(command)}
                    />
                  ))}
                </Box>
              ))}
            </Box>
            <Flex px="4" py="2" borderTopWidth="1px" textStyle="xs" color="fg.muted" justify="space-between" gap="3">
              <span role="status">
                {isSearching
                  ? t('palette.searching')
                  : commands.length === 0
                    ? t('palette.nothing')
                    : t('palette.found', { count: commands.length })}
              </span>
              <Box as="span" hideBelow="md">
                {t('palette.hint')}
              </Box>
            </Flex>
          </Dialog.Content>
        </Dialog.Positioner>
      </Portal>
    </Dialog.Root>
  )
}

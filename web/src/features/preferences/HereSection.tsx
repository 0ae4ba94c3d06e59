import { Box, Button, Flex, Stack, Text } from '@chakra-ui/react'
import { useState } from 'react'
import { askForDesktop, desktopPermission, desktopSwitch, soundSwitch } from '../../alerts/choices.ts'
import { showSample } from '../../alerts/signal.ts'
import { ring } from '../../alerts/sound.ts'
import { t } from '../../language/inside.ts'
import { LanguageChoice } from '../../ui/LanguageChoice.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { commandKey } from '../shell/keys.ts'
import { shortcutSwitch } from '../shell/use-shortcuts.ts'

const refusals = {
  denied: t('preferences.here.desktopDenied'),
  unsupported: t('preferences.here.desktopUnsupported'),
} as const

/** The permission is asked for only here, on the click that wants it. */
function DesktopChoice() {
  const [permission, setPermission] = useState(desktopPermission)
  const isOn = desktopSwitch.use()
  const change = async (wanted: boolean) => {
    const answer = wanted ? await askForDesktop() : permission
    setPermission(answer)
    desktopSwitch.set(wanted && answer === 'granted')
  }
  const refusal = permission === 'denied' || permission === 'unsupported' ? refusals[permission] : undefined
  return (
    <Flex gap="3" align="start" justify="space-between">
      <Switch
        label={t('preferences.here.desktop')}
        hint={refusal ?? t('preferences.here.desktopHint')}
        choice={desktopSwitch}
        onChange={(wanted) => void change(wanted)}
        disabled={permission === 'unsupported'}
      />
      {isOn && !refusal && (
        <Button size="xs" variant="outline" onClick={showSample}>
          {t('preferences.here.try')}
        </Button>
      )}
    </Flex>
  )
}

/** What is chosen for the computer rather than for the person. */
export function HereSection() {
  const rings = soundSwitch.use()
  return (
    <Stack gap="5">
      <Text textStyle="sm" color="fg.muted">
        {t('preferences.here.intro')}
      </Text>
      <Flex gap="3" align="center">
        <Text as="span" textStyle="sm" fontWeight="medium">
          {t('preferences.here.language')}
        </Text>
        <Box>
          <LanguageChoice />
        </Box>
      </Flex>
      <DesktopChoice />
      <Flex gap="3" align="start" justify="space-between">
        <Switch label={t('preferences.here.sound')} hint={t('preferences.here.soundHint')} choice={soundSwitch} />
        {rings && (
          <Button size="xs" variant="outline" onClick={() => void ring()}>
            {t('preferences.here.try')}
          </Button>
        )}
      </Flex>
      <Switch
        label={t('palette.singleKeys')}
        hint={t('palette.singleKeysHint', { keys: commandKey })}
        choice={shortcutSwitch}
      />
    </Stack>
  )
}

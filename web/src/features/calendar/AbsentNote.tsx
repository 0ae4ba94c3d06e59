import { Button, Flex, Text } from '@chakra-ui/react'
import { t } from '../../language/inside.ts'

interface AbsentNoteProps {
  /** How many doctors do not work on the day. */
  count: number
  areShown: boolean
  onChange: (areShown: boolean) => void
}

/** That columns of doctors who do not work are left out, and how to see them. */
export const AbsentNote = ({ count, areShown, onChange }: AbsentNoteProps) => (
  <Flex gap="2" align="center" mt="2" wrap="wrap">
    {!areShown && (
      <Text textStyle="sm" color="fg.muted">
        {t('calendar.absent', { count })}
      </Text>
    )}
    <Button size="xs" variant="ghost" onClick={() => onChange(!areShown)}>
      {t(areShown ? 'calendar.hideAbsent' : 'calendar.showAbsent')}
    </Button>
  </Flex>
)

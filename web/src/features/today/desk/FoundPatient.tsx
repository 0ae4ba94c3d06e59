import { Box, chakra, Flex, Text } from '@chakra-ui/react'
import type { Patient } from '../../../api/records.ts'
import { t } from '../../../language/inside.ts'
import { ageOn, dayInShort } from '../../../time/zone.ts'
import { useSignedIn } from '../../auth/signed-in.ts'

interface FoundPatientProps {
  patient: Patient
  onBook: () => void
}

/** One of those found: what tells two of the same name apart, and a place for the mouse to book at. */
export function FoundPatient({ patient: { name, mrn, birthDate }, onBook }: FoundPatientProps) {
  const { clock } = useSignedIn()
  const age = ageOn(clock.dayOf(Date.now()), birthDate)
  return (
    <Flex justify="space-between" align="center" gap="3" width="full">
      <Box minW="0">
        <Text fontWeight="medium" truncate>
          {name}
        </Text>
        <Text textStyle="xs" color="fg.muted">
          {t('today.finder.who', { mrn, count: age, born: dayInShort(birthDate) })}
        </Text>
      </Box>
      {/* An option holds no buttons; with the keyboard Shift + Enter does the same. */}
      <chakra.span
        aria-hidden
        textStyle="xs"
        fontWeight="medium"
        color="brand.fg"
        borderWidth="1px"
        borderColor="border.control"
        borderRadius="l2"
        px="2"
        py="1"
        onPointerUp={(event) => event.stopPropagation()}
        onClick={(event) => {
          event.stopPropagation()
          onBook()
        }}
      >
        {t('today.finder.book')}
      </chakra.span>
    </Flex>
  )
}

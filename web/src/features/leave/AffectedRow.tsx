import { Box, Field, NativeSelect, Text } from '@chakra-ui/react'
import { t } from '../../language/inside.ts'
import { nameOf } from '../../ui/names.ts'
import { useSignedIn } from '../auth/signed-in.ts'
import { DisplacedVisit } from './DisplacedVisit.tsx'
import { leaveInPlace, proposalKey } from './moves.ts'
import type { Affected } from './queries.ts'

interface AffectedRowProps {
  affected: Affected
  namesDoctor?: boolean | undefined
  chosen: string | undefined
  onChoose: (key: string) => void
}

/** One appointment that cannot take place as it is, and where it could go. */
export function AffectedRow({ affected: { appointment, proposals }, namesDoctor, chosen, onChoose }: AffectedRowProps) {
  const { clock } = useSignedIn()
  const { patient } = appointment
  const first = proposals[0]
  return (
    <Box as="li" borderTopWidth="1px" pt="3">
      <DisplacedVisit appointment={appointment} {...(namesDoctor && { namesDoctor })} />
      {first ? (
        <Field.Root mt="2">
          <Field.Label>{t('leave.affected.moveTo', { patient: nameOf(patient) })}</Field.Label>
          <NativeSelect.Root>
            <NativeSelect.Field value={chosen ?? proposalKey(first)} onChange={({ target }) => onChoose(target.value)}>
              {proposals.map((each) => (
                <option key={proposalKey(each)} value={proposalKey(each)}>
                  {t(each.sameDoctor ? 'leave.affected.sameDoctor' : 'leave.affected.otherDoctor', {
                    when: clock.dayAndClock(each.startsAt),
                    doctor: nameOf(each.doctor),
                  })}
                </option>
              ))}
              <option value={leaveInPlace}>{t('leave.affected.leaveIt')}</option>
            </NativeSelect.Field>
            <NativeSelect.Indicator />
          </NativeSelect.Root>
        </Field.Root>
      ) : (
        <Text textStyle="sm" color="fg.muted">
          {t('leave.affected.noTime')}
        </Text>
      )}
    </Box>
  )
}

import { Button, Flex, Grid, IconButton, Input, Stack, Text } from '@chakra-ui/react'
import type { Hours } from '@wardline/doctor/rules'
import { Plus, Trash2 } from 'lucide-react'
import { t } from '../../language/inside.ts'
import { weekdayInWords } from '../../time/zone.ts'
import { CopyDay } from './CopyDay.tsx'
import { copied, type dayFault, hoursOf, meantEnd, shownEnd, withChange, withMore, without } from './week.ts'

const faultInWords = (fault: NonNullable<ReturnType<typeof dayFault>>): string => {
  if (fault === 'unclear') return t('doctors.form.clock')
  return t(`doctors.form.${fault.kind}`, { ...fault.hours })
}

interface DayHoursProps {
  hours: Hours[]
  weekday: number
  onChange: (hours: Hours[]) => void
  fault: ReturnType<typeof dayFault>
}

/** One day of the week, in as many parts as it has. */
export function DayHours({ hours, weekday, onChange, fault }: DayHoursProps) {
  const day = weekdayInWords(weekday)
  const faultId = `hours-fault-${weekday}`
  const parts = hoursOf(hours, weekday)
  const time = (index: number, end: 'from' | 'to', value: string) => (
    <Input
      type="time"
      size="sm"
      width="32"
      maxW="full"
      aria-label={t(`doctors.form.${end}`, { day })}
      aria-invalid={fault ? true : undefined}
      aria-describedby={fault ? faultId : undefined}
      value={value}
      onChange={({ target }) =>
        onChange(withChange(hours, index, { [end]: end === 'to' ? meantEnd(target.value) : target.value }))
      }
    />
  )
  return (
    <Grid templateColumns={{ base: 'minmax(0, 1fr) auto', md: '8rem 1fr auto' }} columnGap="2" rowGap="1">
      <Text fontWeight="medium" textStyle="sm" py="2">
        {day}
      </Text>
      <Stack gap="2" gridColumn={{ base: '1 / -1', md: '2' }} gridRow={{ base: '2', md: '1' }}>
        {parts.length === 0 && (
          <Text color="fg.muted" textStyle="sm" py={{ md: '2' }}>
            {t('doctors.form.off')}
          </Text>
        )}
        {parts.map(({ entry: { from, to }, index }) => (
          <Flex key={index} gap="2" align="center" wrap="wrap">
            {time(index, 'from', from)}
            <span aria-hidden>–</span>
            {time(index, 'to', shownEnd(to))}
            <IconButton
              size="sm"
              variant="ghost"
              colorPalette="gray"
              aria-label={t('doctors.form.removeHours', { from, to, day })}
              onClick={() => onChange(without(hours, index))}
            >
              <Trash2 />
            </IconButton>
          </Flex>
        ))}
        {fault && (
          <Text id={faultId} color="fg.error" textStyle="xs" role="alert">
            {faultInWords(fault)}
          </Text>
        )}
      </Stack>
      <Flex gap="1" alignItems="start" wrap="wrap">
        <Button
          size="sm"
          variant="ghost"
          aria-label={t('doctors.form.addHoursOn', { day })}
          onClick={() => onChange(withMore(hours, weekday))}
        >
          <Plus aria-hidden />
          {t('doctors.form.addHours')}
        </Button>
        <CopyDay weekday={weekday} day={day} onCopy={(to) => onChange(copied(hours, weekday, to))} />
      </Flex>
    </Grid>
  )
}

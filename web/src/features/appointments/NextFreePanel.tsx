import { Field, Flex, Input, Stack } from '@chakra-ui/react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { t } from '../../language/inside.ts'
import { type CivilDay, isCivilDay, weekdayInWords } from '../../time/zone.ts'
import { Choose } from '../../ui/Choose.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { specialtiesQuery } from '../doctors/queries.ts'
import { FreeTimes } from './FreeTimes.tsx'
import { type FreeTime, type PartOfDay, partsOfDay, type Visit, type Weekday, weekdays } from './next-free.ts'
import type { Whom } from './next-free-query.ts'

export interface NextFreePanelProps {
  /** With whom the form stands. */
  doctor?: FreeTime['doctor'] | undefined
  /** Patients move to nobody else. */
  doctorIsFixed?: boolean
  /** The first day that is searched, unless it is over. */
  from: CivilDay
  visit: Visit
  onChoose: (time: FreeTime) => void
}

const [anyone, theDoctor, specialtyPrefix] = ['anyone', 'doctor', 'specialty:']
const weekdayChoices = weekdays.map((value) => ({ value, label: weekdayInWords(Number(value)) }))
const partChoices = partsOfDay.map((value) => ({ value, label: t(`appointments.nextFree.parts.${value}`) }))

/** Asks with whom and when it suits, and shows the earliest times. */
export default function NextFreePanel({ doctor, doctorIsFixed = false, from, visit, onChoose }: NextFreePanelProps) {
  const { clock } = useSignedIn()
  const today = clock.dayOf(Date.now())
  const { data: specialties = [] } = useQuery({ ...specialtiesQuery, enabled: !doctorIsFixed })
  const [wanted, setWanted] = useState('')
  const [typedDay, setTypedDay] = useState(isCivilDay(from) && from > today ? from : today)
  const [weekday, setWeekday] = useState<Weekday | ''>('')
  const [part, setPart] = useState<PartOfDay | ''>('')

  const people = [
    ...(doctor ? [{ value: theDoctor, label: doctor.name }] : []),
    { value: anyone, label: t('appointments.nextFree.anyone') },
    ...specialties.map((label) => ({ value: specialtyPrefix + label, label })),
  ]
  // The form’s doctor may be cleared meanwhile.
  const chosen = people.some(({ value }) => value === wanted) ? wanted : doctor ? theDoctor : anyone
  const whom: Whom = chosen.startsWith(specialtyPrefix)
    ? { specialty: chosen.slice(specialtyPrefix.length) }
    : chosen === theDoctor && doctor
      ? { doctor }
      : {}
  const first = isCivilDay(typedDay) && typedDay > today ? typedDay : today
  return (
    <Stack
      role="group"
      aria-label={t('appointments.nextFree.title')}
      gap="4"
      p="4"
      borderWidth="1px"
      borderRadius="l2"
      bg="bg.subtle"
    >
      <Flex gap="3" wrap="wrap" css={{ '& > *': { flex: '1 1 12rem' } }}>
        {!doctorIsFixed && (
          <Choose label={t('appointments.nextFree.whom')} value={chosen} options={people} onChoose={setWanted} />
        )}
        <Field.Root>
          <Field.Label>{t('appointments.nextFree.from')}</Field.Label>
          <Input type="date" min={today} value={typedDay} onChange={({ target }) => setTypedDay(target.value)} />
        </Field.Root>
        <Choose
          label={t('appointments.nextFree.weekday')}
          value={weekday}
          options={weekdayChoices}
          any={t('appointments.nextFree.anyDay')}
          onChoose={setWeekday}
        />
        <Choose
          label={t('appointments.nextFree.part')}
          value={part}
          options={partChoices}
          any={t('appointments.nextFree.anyTime')}
          onChoose={setPart}
        />
      </Flex>
      <FreeTimes
        key={JSON.stringify([chosen, doctor?.id, first, weekday, part])}
        search={{ whom, suits: { from: first, weekday, part }, visit }}
        onChoose={onChoose}
      />
    </Stack>
  )
}

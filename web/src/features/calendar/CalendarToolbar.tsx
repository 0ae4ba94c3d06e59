import { Button, Flex, IconButton, Input } from '@chakra-ui/react'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { Doctor } from '../../api/records.ts'
import { locale, t } from '../../language/inside.ts'
import { type CivilDay, isCivilDay } from '../../time/zone.ts'
import { Choose } from '../../ui/Choose.tsx'
import { DoctorFilter } from './DoctorFilter.tsx'
import type { CalendarSearch } from './search.ts'

interface CalendarToolbarProps {
  view: 'day' | 'week'
  day: CivilDay
  doctors: Doctor[]
  chosen: string[]
  specialty: string | undefined
  doctorId: string | undefined
  show: (change: CalendarSearch) => void
  onTurn: (to: 'before' | 'after' | 'today') => void
  /** Called when somebody is about to turn the page. */
  onIntent: (to: 'before' | 'after') => void
}

const flip = { '& svg': { _rtl: { transform: 'scaleX(-1)' } } } as const

/** Which day or week, of whom. */
export function CalendarToolbar(props: CalendarToolbarProps) {
  const { view, day, doctors, chosen, specialty, doctorId, show, onTurn, onIntent } = props
  const specialties = [...new Set(doctors.map((doctor) => doctor.specialty))].toSorted((a, b) =>
    a.localeCompare(b, locale),
  )
  const isWeek = view === 'week'
  const step = (to: 'before' | 'after', label: string, Icon: typeof ChevronLeft) => (
    <IconButton
      variant="outline"
      colorPalette="gray"
      aria-label={label}
      css={flip}
      onClick={() => onTurn(to)}
      onMouseEnter={() => onIntent(to)}
      onFocus={() => onIntent(to)}
    >
      <Icon />
    </IconButton>
  )
  return (
    <Flex gap="3" wrap="wrap" mb="4" align="center">
      <Flex gap="1" wrap="wrap">
        {step('before', t(isWeek ? 'calendar.previousWeek' : 'calendar.previousDay'), ChevronLeft)}
        <Input
          type="date"
          width="40"
          maxW="full"
          aria-label={t('calendar.date')}
          value={day}
          onChange={({ target }) => isCivilDay(target.value) && show({ day: target.value })}
        />
        {step('after', t(isWeek ? 'calendar.nextWeek' : 'calendar.nextDay'), ChevronRight)}
      </Flex>
      <Button variant="outline" colorPalette="gray" onClick={() => onTurn('today')}>
        {t('calendar.today')}
      </Button>
      <Flex role="group" aria-label={t('calendar.view')}>
        {(['day', 'week'] as const).map((one) => (
          <Button
            key={one}
            variant={one === view ? 'solid' : 'outline'}
            colorPalette={one === view ? 'brand' : 'gray'}
            aria-pressed={one === view}
            borderStartRadius={one === 'week' ? '0' : undefined}
            borderEndRadius={one === 'day' ? '0' : undefined}
            onClick={() => show({ view: one })}
          >
            {t(one === 'day' ? 'calendar.byDay' : 'calendar.byWeek')}
          </Button>
        ))}
      </Flex>
      {isWeek ? (
        <Choose
          label={t('calendar.doctor')}
          isLabelHidden
          value={doctorId ?? ''}
          options={doctors.map(({ id, name }) => ({ value: id, label: name }))}
          onChoose={(doctor) => show({ doctor })}
        />
      ) : (
        <>
          <Choose
            label={t('calendar.specialty')}
            isLabelHidden
            value={chosen.length ? '' : (specialty ?? '')}
            any={t('calendar.anySpecialty')}
            options={specialties.map((one) => ({ value: one, label: one }))}
            onChoose={(one) => show({ specialty: one, doctors: '' })}
          />
          <DoctorFilter doctors={doctors} chosen={chosen} onChoose={(ids) => show({ doctors: ids.join(',') })} />
        </>
      )}
    </Flex>
  )
}

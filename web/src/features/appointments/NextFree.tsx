import { Box, Button, Skeleton, Text } from '@chakra-ui/react'
import { CalendarSearch } from 'lucide-react'
import { lazy, Suspense, useId, useRef, useState } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { t } from '../../language/inside.ts'
import { dayInWords } from '../../time/zone.ts'
import { useSignedIn } from '../auth/signed-in.ts'
import type { NextFreePanelProps } from './NextFreePanel.tsx'
import type { FreeTime } from './next-free.ts'

const NextFreePanel = lazy(() => import('./NextFreePanel.tsx'))

/** For who says “as soon as possible”: a search whose answers fill in the form’s doctor, day and time. */
export function NextFree({ onChoose, ...search }: NextFreePanelProps) {
  const { clock } = useSignedIn()
  const { setValue, clearErrors } = useFormContext()
  const [doctorId, slot]: [string, string] = useWatch({ name: ['doctorId', 'slot'] })
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  const [chosen, setChosen] = useState<FreeTime>()
  const isChosen = chosen?.startsAt === slot && chosen.doctor.id === doctorId && !isOpen
  const choose = (time: FreeTime) => {
    const values = { doctorId: time.doctor.id, day: clock.dayOf(time.startsAt), slot: time.startsAt }
    for (const [name, value] of Object.entries(values)) setValue(name, value, { shouldDirty: true })
    clearErrors(Object.keys(values))
    onChoose(time)
    setChosen(time)
    setOpen(false)
    // What was pressed goes away with its list.
    button.current?.focus()
  }
  return (
    <Box>
      <Button
        ref={button}
        variant="outline"
        size="sm"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        <CalendarSearch aria-hidden />
        {t('appointments.nextFree.open')}
      </Button>
      <Box role="status">
        {isChosen && (
          <Text textStyle="sm" color="fg.muted" mt="2">
            {t('appointments.nextFree.chosen', {
              day: dayInWords(clock.dayOf(slot)),
              clock: clock.clock(slot),
              doctor: chosen.doctor.name,
            })}
          </Text>
        )}
      </Box>
      {isOpen && (
        <Box id={id} mt="3">
          <Suspense fallback={<Skeleton height="40" aria-busy />}>
            <NextFreePanel {...search} onChoose={choose} />
          </Suspense>
        </Box>
      )}
    </Box>
  )
}

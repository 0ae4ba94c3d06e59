import { Box, Tabs } from '@chakra-ui/react'
import { CalendarCheck } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Appointment } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { useKeptFocus } from '../../ui/use-kept-focus.ts'
import { ChooseRow } from './ChooseRow.tsx'
import { ChosenBar } from './ChosenBar.tsx'
import { useDay } from './use-day.ts'
import { bySection, type Section, sections } from './worklist.ts'

const words = t('today.sections', { returnObjects: true })

const Empty = ({ section }: { section: Section }) => (
  <EmptyState icon={CalendarCheck} title={words[section].none} body={words[section].hint} />
)

/** The row that took the place of the one that left, or the tab when it was the last. */
const inPlaceOf = (part: HTMLElement, row: number): HTMLElement | null => {
  const rows = part.querySelectorAll('tbody tr')
  const next = rows[Math.min(row, rows.length - 1)]
  return (
    next?.querySelector<HTMLElement>('td[data-aside] button') ??
    next?.querySelector<HTMLElement>('a[href]') ??
    part.querySelector<HTMLElement>('[role=tab][aria-selected=true]')
  )
}

interface DayWorklistProps {
  columns: Column<Appointment>[]
  /** The part of the day that the role works on first. */
  startsWith: Section
  /** Whether several are dealt with at once here. */
  choosable?: boolean
}

/** Today, from the first appointment to the last, in the parts that the desk thinks in. */
export function DayWorklist({ columns, startsWith, choosable }: DayWorklistProps) {
  const day = useDay()
  const [section, setSection] = useState(startsWith)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const kept = useKeptFocus(inPlaceOf)
  const parts = useMemo(() => day.data && bySection(day.data), [day.data])
  const items = parts?.[section]
  const withChoice = useMemo(() => {
    const choose: Column<Appointment> = {
      header: t('today.choose.header'),
      hiddenHeader: true,
      cell: (appointment) => (
        <ChooseRow
          appointment={appointment}
          isChosen={chosen.has(appointment.id)}
          onChoose={(isChosen) =>
            setChosen((before) => {
              const rest = [...before].filter((id) => id !== appointment.id)
              return new Set(isChosen ? [...rest, appointment.id] : rest)
            })
          }
        />
      ),
    }
    return choosable ? [choose, ...columns] : columns
  }, [choosable, columns, chosen])
  if (day.isError && !day.data) return <FailureNotice failure={day.error} onRetry={() => void day.refetch()} />
  return (
    <Box {...kept}>
      <Tabs.Root
        value={section}
        onValueChange={({ value }) => {
          setSection(sections.find((one) => one === value) ?? startsWith)
          setChosen(new Set())
        }}
        variant="line"
        colorPalette="brand"
      >
        <Tabs.List aria-label={t('today.sectionsLabel')} flexWrap="wrap" borderBottomWidth="0">
          {sections.map((name) => (
            <Tabs.Trigger key={name} value={name}>
              {parts ? t('today.counted', { name: words[name].label, count: parts[name].length }) : words[name].label}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Tabs.Content value={section} pt="3">
          {choosable && items && items.length > 0 && (
            <ChosenBar items={items} chosen={chosen} onChoose={(ids) => setChosen(new Set(ids))} />
          )}
          <DataTable
            label={t('today.table', { section: words[section].label })}
            items={items}
            columns={withChoice}
            rowKey={({ id }) => id}
            empty={<Empty section={section} />}
          />
        </Tabs.Content>
      </Tabs.Root>
    </Box>
  )
}

import { Button, Checkbox, Flex } from '@chakra-ui/react'
import { nextStatuses, type Status } from '@wardline/appointment/rules'
import type { Appointment } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { stepTo } from '../appointments/status.ts'
import { useSteps } from '../appointments/use-steps.ts'
import { useSignedIn } from '../auth/signed-in.ts'

/** What a desk does to many: a coach arrives, or nobody came. */
const offered: Status[] = ['checked-in', 'noshow']

interface ChosenBarProps {
  items: Appointment[]
  chosen: ReadonlySet<string>
  onChoose: (ids: string[]) => void
}

/** Chooses every row, and takes a step for all that are chosen, where the table of transitions lets each of them. */
export function ChosenBar({ items, chosen, onChoose }: ChosenBarProps) {
  const { user } = useSignedIn()
  const take = useSteps()
  const rows = items.filter(({ id }) => chosen.has(id))
  const possible = offered.filter((status) =>
    items.some((item) => nextStatuses(item.status, user.role).includes(status)),
  )
  if (!possible.length) return null
  const isOpen = (status: Status) =>
    rows.length > 0 && rows.every((row) => nextStatuses(row.status, user.role).includes(status))
  return (
    <Flex gap="3" align="center" wrap="wrap" mb="2" minH="8" ps={{ base: '4', md: '3' }}>
      <Checkbox.Root
        checked={rows.length === 0 ? false : rows.length === items.length || 'indeterminate'}
        onCheckedChange={({ checked }) => onChoose(checked === true ? items.map(({ id }) => id) : [])}
      >
        <Checkbox.HiddenInput />
        <Checkbox.Control borderColor="border.control" />
        <Checkbox.Label textStyle="sm" fontWeight="normal">
          {rows.length ? t('today.choose.count', { count: rows.length }) : t('today.choose.all')}
        </Checkbox.Label>
      </Checkbox.Root>
      {rows.length > 0 &&
        possible.map((status) => (
          <Button
            key={status}
            size="xs"
            variant="outline"
            disabled={!isOpen(status)}
            onClick={() => {
              take(rows, stepTo(status))
              onChoose([])
            }}
          >
            {t('today.choose.step', { step: stepTo(status).label, count: rows.length })}
          </Button>
        ))}
    </Flex>
  )
}

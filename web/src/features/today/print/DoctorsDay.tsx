import { Heading, Table } from '@chakra-ui/react'
import { places } from '@wardline/appointment/board/rules'
import { t } from '../../../language/inside.ts'
import { nameOf } from '../../../ui/names.ts'
import { describeStatus } from '../../appointments/status.ts'
import { useSignedIn } from '../../auth/signed-in.ts'
import type { BoardColumn } from '../queries.ts'

const header = ['time', 'patient', 'mrn', 'reason', 'status'] as const

/** The same for every doctor, so that an eye runs down the page. */
const columns = {
  tableLayout: 'fixed',
  minWidth: '36rem',
  '& th, & td': { px: '0', pe: '3', overflowWrap: 'anywhere' },
  '& th:nth-of-type(1)': { width: '6.5rem' },
  '& th:nth-of-type(3)': { width: '7rem' },
  '& th:nth-of-type(5)': { width: '7.5rem' },
} as const

interface DoctorsDayProps {
  column: BoardColumn
}

/** One doctor's day in the order of the clock, with a line for each patient. */
export function DoctorsDay({ column }: DoctorsDayProps) {
  const { clock } = useSignedIn()
  const { doctor } = column
  const visits = places
    .flatMap((place) => column[place])
    .toSorted((one, other) => one.startsAt.localeCompare(other.startsAt))
  const about = [doctor.specialty, doctor.room].filter(Boolean).join(' · ')
  return (
    <>
      <Heading as="h2" size="lg" mb="1">
        {about ? t('today.dayList.doctorAnd', { doctor: nameOf(doctor), about }) : nameOf(doctor)}
      </Heading>
      <Table.Root size="sm" aria-label={nameOf(doctor)} css={columns}>
        <Table.Header>
          <Table.Row bg="transparent">
            {header.map((name) => (
              <Table.ColumnHeader key={name} scope="col" color="black">
                {t(`today.dayList.${name}`)}
              </Table.ColumnHeader>
            ))}
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {visits.map((visit) => (
            <Table.Row key={visit.id} bg="transparent" color="black" verticalAlign="top">
              <Table.Cell whiteSpace="nowrap">
                {clock.clock(visit.startsAt)}–{clock.clock(visit.endsAt)}
              </Table.Cell>
              <Table.Cell>{nameOf(visit.patient)}</Table.Cell>
              <Table.Cell whiteSpace="nowrap">{visit.patient.mrn}</Table.Cell>
              <Table.Cell>{visit.reason ?? visit.type}</Table.Cell>
              <Table.Cell>{describeStatus(visit).label}</Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table.Root>
    </>
  )
}

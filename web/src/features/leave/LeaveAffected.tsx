import { useQuery } from '@tanstack/react-query'
import { AffectedList } from './AffectedList.tsx'
import { affectedQuery, moveAppointments } from './queries.ts'

interface LeaveAffectedProps {
  doctorId: string
  leaveId: string
  onClose: () => void
}

/** The appointments that one leave affects. */
export const LeaveAffected = ({ doctorId, leaveId, onClose }: LeaveAffectedProps) => (
  <AffectedList
    answer={useQuery(affectedQuery(doctorId, leaveId))}
    move={(moves) => moveAppointments(doctorId, leaveId, moves)}
    onClose={onClose}
  />
)

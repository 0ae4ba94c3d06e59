import { useQuery } from '@tanstack/react-query'
import { AffectedList } from '../leave/AffectedList.tsx'
import { holidayQuery, moveFalling } from './queries.ts'

/** The appointments that fall on a holiday, each with another time of its doctor. */
export const FallingList = ({ holidayId, onClose }: { holidayId: string; onClose: () => void }) => (
  <AffectedList
    answer={useQuery(holidayQuery(holidayId))}
    move={(moves) => moveFalling(holidayId, moves)}
    namesDoctor
    onClose={onClose}
  />
)

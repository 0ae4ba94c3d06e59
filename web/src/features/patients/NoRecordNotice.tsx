import { UserRoundSearch } from 'lucide-react'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useSignedIn } from '../auth/signed-in.ts'

/** An account is linked by the desk, which knows the face; never by a matching e-mail. */
export function NoRecordNotice() {
  const { user } = useSignedIn()
  return (
    <>
      <PageHeader title={`Welcome, ${user.name}`} />
      <Panel>
        <EmptyState
          icon={UserRoundSearch}
          title="Your account is not linked to a patient record yet"
          body={`Ask the reception to link it: they need to see you and your e-mail address, ${user.email}. Then your appointments show here.`}
        />
      </Panel>
    </>
  )
}

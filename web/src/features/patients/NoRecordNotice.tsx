import { UserRoundSearch } from 'lucide-react'
import { t } from '../../language/inside.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useSignedIn } from '../auth/signed-in.ts'

/** An account is linked by the desk, which knows the face; never by a matching e-mail. */
export function NoRecordNotice() {
  const { user } = useSignedIn()
  return (
    <>
      <PageHeader title={t('patients.noRecord.title', { name: user.name })} />
      <Panel>
        <EmptyState
          icon={UserRoundSearch}
          title={t('patients.noRecord.heading')}
          body={t('patients.noRecord.body', { email: user.email })}
        />
      </Panel>
    </>
  )
}

import { createFileRoute } from '@tanstack/react-router'
import { requireMay } from '../../../features/auth/access.ts'
import { EditDoctorPage } from '../../../features/doctors/EditDoctorPage.tsx'
import { doctorQuery, inFull } from '../../../features/doctors/queries.ts'
import { userQuery } from '../../../features/users/queries.ts'

export const Route = createFileRoute('/_app/doctors/$id_/edit')({
  beforeLoad: ({ context: { user } }) => requireMay(user, 'doctor.manage'),
  // What is changed is the version that was read last, so that nobody's change is undone unseen.
  loader: async ({ context: { queryClient }, params: { id } }) => {
    const doctor = inFull(await queryClient.fetchQuery({ ...doctorQuery(id), staleTime: 0 }))
    const user = doctor?.userId ? await queryClient.ensureQueryData(userQuery(doctor.userId)) : undefined
    return { doctor, account: user && { id: user.id, name: user.name, detail: user.email } }
  },
  component: EditDoctor,
})

function EditDoctor() {
  const { doctor, account } = Route.useLoaderData()
  return doctor && <EditDoctorPage key={doctor.id} doctor={doctor} account={account} />
}

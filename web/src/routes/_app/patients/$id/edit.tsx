import { createFileRoute } from '@tanstack/react-router'
import { EditPage } from '../../../../features/patients/EditPage.tsx'

export const Route = createFileRoute('/_app/patients/$id/edit')({ component: EditPage })

import { createFileRoute } from '@tanstack/react-router'
import { DetailsSection } from '../../../../features/patients/DetailsSection.tsx'

export const Route = createFileRoute('/_app/patients/$id/')({ component: DetailsSection })

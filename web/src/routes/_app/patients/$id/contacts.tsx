import { createFileRoute } from '@tanstack/react-router'
import { ContactsSection } from '../../../../features/patients/ContactsSection.tsx'

export const Route = createFileRoute('/_app/patients/$id/contacts')({ component: ContactsSection })

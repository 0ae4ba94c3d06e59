import type { Role } from '@wardline/kit/permissions'
import { type ComponentType, lazy } from 'react'

const StaffHome = lazy(() => import('./StaffHome.tsx'))

/** Each role's first page is its worklist, loaded by that role alone. */
export const homes: Record<Role, ComponentType> = {
  receptionist: StaffHome,
  nurse: StaffHome,
  doctor: lazy(() => import('./DoctorHome.tsx')),
  admin: lazy(() => import('./AdminHome.tsx')),
  patient: lazy(() => import('./PatientHome.tsx')),
}

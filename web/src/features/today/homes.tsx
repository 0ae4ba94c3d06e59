import type { Role } from '@wardline/kit/permissions'
import { type ComponentType, lazy } from 'react'

/** Each role's first page is its worklist, loaded by that role alone. */
export const homes: Record<Role, ComponentType> = {
  receptionist: lazy(() => import('./desk/DeskHome.tsx')),
  nurse: lazy(() => import('./nurse/NurseHome.tsx')),
  doctor: lazy(() => import('./doctor/DoctorHome.tsx')),
  admin: lazy(() => import('./AdminHome.tsx')),
  patient: lazy(() => import('./PatientHome.tsx')),
}

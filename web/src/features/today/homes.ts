import { lazyRouteComponent } from '@tanstack/react-router'
import type { Role } from '@wardline/kit/permissions'

/** Each role's first page is its worklist, loaded by that role alone. */
export const homes = {
  receptionist: lazyRouteComponent(() => import('./desk/DeskHome.tsx')),
  nurse: lazyRouteComponent(() => import('./nurse/NurseHome.tsx')),
  doctor: lazyRouteComponent(() => import('./doctor/DoctorHome.tsx')),
  admin: lazyRouteComponent(() => import('./AdminHome.tsx')),
  patient: lazyRouteComponent(() => import('./PatientHome.tsx')),
} satisfies Record<Role, unknown>

import { type Role, roles } from '@wardline/kit/permissions'
import { t } from '../../language/t.ts'

/** What people call themselves. */
export const roleLabels: Record<Role, string> = t('auth.roles', { returnObjects: true })

export const roleOptions = roles.map((value) => ({ value, label: roleLabels[value] }))

import type { Treaty } from '@elysiajs/eden'
import { queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '../../api/client.ts'

type Calls = typeof api.notifications.preferences

export type Preferences = Treaty.Data<Calls['get']>
export type PreferencesChange = NonNullable<Parameters<Calls['put']>[0]>

export const preferencesQuery = queryOptions({
  queryKey: ['preferences'],
  queryFn: () => unwrap(api.notifications.preferences.get()),
})

/** The version says which preferences were looked at: another tab's are not overwritten unseen. */
export const changePreferences = ({ version }: Preferences, change: PreferencesChange) =>
  unwrap(api.notifications.preferences.put({ ...change, version }))

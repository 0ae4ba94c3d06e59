import { useQueryClient } from '@tanstack/react-query'
import { t } from '../../language/inside.ts'
import { toaster } from '../../ui/toaster.tsx'
import { changePreferences, type Preferences, type PreferencesChange, preferencesQuery } from './queries.ts'

/** Saves one part of the preferences and shows what they are now; one that failed has them read again for the next try. */
export function useSave(preferences: Preferences) {
  const queryClient = useQueryClient()
  return async (change: PreferencesChange): Promise<Preferences> => {
    try {
      const saved = await changePreferences(preferences, change)
      queryClient.setQueryData(preferencesQuery.queryKey, saved)
      toaster.create({ type: 'success', title: t('preferences.saved') })
      return saved
    } catch (failure) {
      void queryClient.invalidateQueries({ queryKey: preferencesQuery.queryKey })
      throw failure
    }
  }
}

import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { may } from '@wardline/kit/permissions'
import {
  CalendarPlus,
  Contact,
  Footprints,
  History,
  Keyboard,
  Languages,
  LogOut,
  Moon,
  Printer,
  Stethoscope,
  Sun,
  UserPlus,
} from 'lucide-react'
import type { Doctor, Patient } from '../../api/records.ts'
import { changeLanguage, language, t } from '../../language/inside.ts'
import { isLanguage, languages } from '../../language/languages.ts'
import { dayInShort } from '../../time/zone.ts'
import { useColorMode } from '../../ui/color-mode.ts'
import { useSignedIn } from '../auth/signed-in.ts'
import { useSignOut } from '../auth/use-sign-out.ts'
import { patientQuery } from '../patients/queries.ts'
import { openShortcuts } from '../shell/overlay.ts'
import { menuFor } from '../shell/pages.ts'
import { shortcutSwitch } from '../shell/use-shortcuts.ts'
import { type Command, type Group, matching } from './commands.ts'
import { foundDoctorsQuery, foundQuery } from './queries.ts'
import { recentPatients } from './recent.ts'

function usePages(): Command[] {
  const { user } = useSignedIn()
  const navigate = useNavigate()
  const keys = shortcutSwitch.use()
  return menuFor(user.role).map(({ to, label, icon, letter }) => ({
    ...{ id: to, group: 'pages', label, icon },
    keys: keys && letter ? `g ${letter}` : undefined,
    run: () => void navigate({ to }),
  }))
}

function useActions(): Command[] {
  const { role } = useSignedIn().user
  const navigate = useNavigate()
  const signOut = useSignOut()
  const { mode, toggle } = useColorMode()
  const keys = shortcutSwitch.use()
  const action = (id: string, label: string, icon: Command['icon'], run: () => void, key?: string): Command => ({
    ...{ id, label, icon, run, group: 'actions' },
    keys: keys ? key : undefined,
  })
  const others = Object.entries(languages).filter(([tag]) => tag !== language)
  return [
    action('book', t('palette.newAppointment'), CalendarPlus, () => void navigate({ to: '/appointments/new' }), 'n'),
    ...(may(role, 'appointment.create') === 'any'
      ? [action('walk-in', t('palette.walkIn'), Footprints, () => void navigate({ to: '/walk-in' }), 'w')]
      : []),
    ...(may(role, 'patient.create')
      ? [action('register', t('palette.registerPatient'), UserPlus, () => void navigate({ to: '/patients/new' }), 'r')]
      : []),
    ...(may(role, 'board.read')
      ? [action('print-day', t('today.printDay'), Printer, () => void navigate({ to: '/day' }))]
      : []),
    action('help', t('palette.help'), Keyboard, openShortcuts, '?'),
    mode === 'dark'
      ? action('colours', t('shell.useLight'), Sun, toggle)
      : action('colours', t('shell.useDark'), Moon, toggle),
    ...others.map(([tag, name]) =>
      action(
        `speak-${tag}`,
        t('palette.speak', { language: name }),
        Languages,
        () => isLanguage(tag) && changeLanguage(tag),
      ),
    ),
    action('sign-out', t('shell.signOut'), LogOut, signOut),
  ]
}

function usePatients(text: string) {
  const { user } = useSignedIn()
  const navigate = useNavigate()
  const isAllowed = may(user.role, 'patient.read') === 'any'
  const asked = text.trim()
  const search = useQuery({
    ...foundQuery(asked),
    enabled: isAllowed && asked.length > 1,
    placeholderData: keepPreviousData,
  })
  const recent = useQueries({ queries: (isAllowed ? recentPatients(user.id) : []).map(patientQuery) })
  const command = (group: Group, icon: Command['icon']) => (patient: Patient) => ({
    ...{ id: `${group}-${patient.id}`, group, icon, label: patient.name },
    detail: t('palette.bornOn', { mrn: patient.mrn, day: dayInShort(patient.birthDate) }),
    run: () => void navigate({ to: '/patients/$id', params: { id: patient.id } }),
  })
  return {
    recent: recent.flatMap(({ data }) => (data ? [command('recent', History)(data)] : [])),
    found: asked.length > 1 ? (search.data ?? []).map(command('patients', Contact)) : [],
    isSearching: isAllowed && asked.length > 1 && search.isFetching,
    isOld: search.isPlaceholderData,
  }
}

function useDoctors(text: string) {
  const navigate = useNavigate()
  const asked = text.trim()
  const search = useQuery({
    ...foundDoctorsQuery(asked),
    enabled: asked.length > 1,
    placeholderData: keepPreviousData,
  })
  const command = ({ id, name, specialty }: Doctor): Command => ({
    ...{ id: `doctors-${id}`, group: 'doctors', icon: Stethoscope, label: name, detail: specialty },
    run: () => void navigate({ to: '/doctors/$id', params: { id } }),
  })
  return {
    doctors: asked.length > 1 ? (search.data ?? []).map(command) : [],
    areComing: asked.length > 1 && search.isFetching,
    areOld: search.isPlaceholderData,
  }
}

/** What answers the text, in the order it is shown. `old`: groups that a key must not open yet. */
export function useCommands(text: string) {
  const pages = usePages()
  const actions = useActions()
  const { recent, found, isSearching, isOld } = usePatients(text)
  const { doctors, areComing, areOld } = useDoctors(text)
  const mine = matching([...recent, ...pages, ...actions], text)
  // Whom somebody looks for stands above what only sounds alike.
  const commands = text.trim() ? [...found, ...doctors, ...mine.filter(({ group }) => group !== 'recent')] : mine
  // Patients that still come push the doctors down.
  const old: Partial<Record<Group, boolean>> = { patients: isOld, doctors: areOld || isSearching }
  return { commands, isSearching: isSearching || areComing, old }
}

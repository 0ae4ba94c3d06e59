import { Box, Flex } from '@chakra-ui/react'
import { UserPlus } from 'lucide-react'
import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { t } from '../../../language/inside.ts'
import { ButtonLink } from '../../../ui/links.tsx'
import { EmptySearch } from './EmptySearch.tsx'

type Search = typeof import('./PatientSearch.tsx')

/** Once loaded, the field is the whole one from the start. */
let loaded: Search | undefined

const load = async (): Promise<Search> => {
  loaded ??= await import('./PatientSearch.tsx')
  return loaded
}

/** Resolves between two characters: an accent or a syllable that is being put together would be lost with its field. */
function betweenCharacters(field: HTMLInputElement, composing: boolean): Promise<void> {
  if (!composing) return Promise.resolve()
  return new Promise((resolve) => field.addEventListener('compositionend', () => setTimeout(resolve), { once: true }))
}

/** The desk's first act: whoever stands in front of it is found while their name is typed, and one key opens or books. */
export function PatientFinder() {
  const [text, setText] = useState('')
  const [search, setSearch] = useState(loaded)
  const [isOpen, setOpen] = useState(false)
  const [wasLoaded] = useState(loaded !== undefined)
  const area = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const isComposing = useRef(false)
  const query = text.trim()

  const takeOver = async () => {
    const next = await load()
    if (field.current) await betweenCharacters(field.current, isComposing.current)
    // Gone: to another page, or taken over already.
    if (!field.current) return
    const { selectionStart, selectionEnd } = field.current
    const hadFocus = document.activeElement === field.current
    flushSync(() => {
      setOpen(hadFocus && field.current?.value.trim() !== '')
      setSearch(next)
    })
    const whole = area.current?.querySelector('input')
    if (!hadFocus || !whole) return
    whole.focus({ preventScroll: true })
    whole.setSelectionRange(selectionStart, selectionEnd)
  }
  const onFirstText = (next: string) => {
    setText(next)
    // Not to be had, it is asked for again with the next letter; Enter works without.
    takeOver().catch(() => {})
  }

  return (
    <Flex gap="3" align="end" wrap="wrap" role="search">
      <Box
        ref={area}
        flex="1"
        minW={{ base: 'full', md: 'sm' }}
        maxW={{ lg: 'xl' }}
        onCompositionStart={() => {
          isComposing.current = true
        }}
        onCompositionEnd={() => {
          isComposing.current = false
        }}
      >
        {search ? (
          <search.PatientSearch text={text} onText={setText} autoFocus={wasLoaded} defaultOpen={isOpen} />
        ) : (
          <EmptySearch text={text} onText={onFirstText} field={field} />
        )}
      </Box>
      <Box>
        <ButtonLink to="/patients/new" search={query ? { name: query } : {}} look="outline">
          <UserPlus aria-hidden />
          {t('today.register')}
        </ButtonLink>
      </Box>
    </Flex>
  )
}

import { Box, Input } from '@chakra-ui/react'
import { Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'

interface SearchFieldProps {
  label: string
  placeholder?: string
  value: string
  onSearch: (text: string) => void
  autoFocus?: boolean
}

const pauseMs = 250

/** Searches when typing pauses, or at once on Enter. */
export function SearchField({ label, placeholder, value, onSearch, autoFocus }: SearchFieldProps) {
  const [text, setText] = useState(value)
  const [seen, setSeen] = useState(value)
  const [asked, setAsked] = useState(value)
  // A search from elsewhere, such as the header's, replaces the text; the echo of our own must not, or typing on would lose letters.
  if (value !== seen) {
    setSeen(value)
    if (value !== asked) setText(value)
  }
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  // Whoever has gone on to a result would be brought back to the list.
  useEffect(() => () => clearTimeout(timer.current), [])
  const searchNow = (next: string) => {
    clearTimeout(timer.current)
    setAsked(next.trim())
    onSearch(next.trim())
  }
  const searchSoon = (next: string) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => searchNow(next), pauseMs)
  }
  return (
    <Box position="relative" width="full" maxW={{ md: 'sm' }} role="search">
      <Box
        position="absolute"
        insetStart="3"
        top="50%"
        translate="0 -50%"
        color="fg.muted"
        pointerEvents="none"
        zIndex="1"
      >
        <Search size={16} aria-hidden />
      </Box>
      <Input
        type="search"
        ps="9"
        aria-label={label}
        placeholder={placeholder}
        value={text}
        autoFocus={autoFocus}
        onChange={(event) => {
          setText(event.target.value)
          searchSoon(event.target.value)
        }}
        // Whoever follows a link at once would be brought back by a search that comes after it.
        onBlur={() => text.trim() !== asked && searchNow(text)}
        onKeyDown={(event) => event.key === 'Enter' && searchNow(text)}
      />
    </Box>
  )
}

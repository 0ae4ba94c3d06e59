import { Box, Input } from '@chakra-ui/react'
import { useNavigate } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import type { FormEvent } from 'react'

/** From anywhere: a name, MRN, phone number or birth date, then Enter. */
export function PatientSearch() {
  const navigate = useNavigate()
  const search = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const q = String(new FormData(event.currentTarget).get('q') ?? '').trim()
    if (q) void navigate({ to: '/patients', search: { q } })
  }
  return (
    <search>
      <Box asChild position="relative" maxW="xs">
        <form onSubmit={search}>
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
            name="q"
            type="search"
            ps="9"
            aria-label="Find a patient"
            placeholder="Find a patient…"
            enterKeyHint="search"
          />
        </form>
      </Box>
    </search>
  )
}

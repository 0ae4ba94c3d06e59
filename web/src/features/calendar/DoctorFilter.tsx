import { Box, Button, Checkbox, Input, Popover, Stack } from '@chakra-ui/react'
import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import type { Doctor } from '../../api/records.ts'
import { t } from '../../language/inside.ts'

interface DoctorFilterProps {
  doctors: Doctor[]
  chosen: string[]
  onChoose: (ids: string[]) => void
}

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** Which doctors stand beside each other; none chosen means all. */
export function DoctorFilter({ doctors, chosen, onChoose }: DoctorFilterProps) {
  const [text, setText] = useState('')
  const found = doctors.filter(({ name, specialty }) => fold(`${name} ${specialty}`).includes(fold(text.trim())))
  const toggle = (id: string) => onChoose(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id])
  return (
    <Popover.Root lazyMount unmountOnExit positioning={{ placement: 'bottom-start' }}>
      <Popover.Trigger asChild>
        <Button variant="outline" colorPalette="gray" fontWeight="normal">
          {chosen.length ? t('calendar.chosenDoctors', { count: chosen.length }) : t('calendar.allDoctors')}
          <ChevronDown aria-hidden />
        </Button>
      </Popover.Trigger>
      <Popover.Positioner>
        <Popover.Content width="72" aria-label={t('calendar.chooseDoctors')}>
          <Popover.Body p="3">
            <Input
              size="sm"
              type="search"
              aria-label={t('calendar.findDoctor')}
              placeholder={t('calendar.findDoctor')}
              value={text}
              onChange={({ target }) => setText(target.value)}
            />
            <Stack
              gap="1"
              mt="3"
              maxH="64"
              overflowY="auto"
              tabIndex={-1}
              role="group"
              aria-label={t('calendar.chooseDoctors')}
            >
              {found.map(({ id, name, specialty }) => (
                <Checkbox.Root
                  key={id}
                  size="sm"
                  py="1"
                  checked={chosen.includes(id)}
                  onCheckedChange={() => toggle(id)}
                >
                  <Checkbox.HiddenInput />
                  <Checkbox.Control borderColor="border.control" />
                  <Checkbox.Label>
                    {name}
                    <Box as="span" color="fg.muted" ms="2" fontWeight="normal">
                      {specialty}
                    </Box>
                  </Checkbox.Label>
                </Checkbox.Root>
              ))}
            </Stack>
            {chosen.length > 0 && (
              <Button size="sm" variant="ghost" mt="2" onClick={() => onChoose([])}>
                {t('calendar.showAll')}
              </Button>
            )}
          </Popover.Body>
        </Popover.Content>
      </Popover.Positioner>
    </Popover.Root>
  )
}

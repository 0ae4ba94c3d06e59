import { Box, Combobox, createListCollection, Flex, Text } from '@chakra-ui/react'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { UserPlus } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import type { Patient } from '../../../api/records.ts'
import { t } from '../../../language/inside.ts'
import { ButtonLink } from '../../../ui/links.tsx'
import { foundQuery } from '../../palette/queries.ts'
import { FoundPatient } from './FoundPatient.tsx'

type Destination = 'chart' | 'booking'

/** The desk's first act: whoever stands in front of it is found while their name is typed, and one key opens or books. */
export function PatientFinder() {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [text, setText] = useState('')
  const [highlighted, setHighlighted] = useState<string | null>(null)
  const query = text.trim()
  const {
    data = [],
    isPlaceholderData,
    isFetching,
  } = useQuery({
    ...foundQuery(query),
    enabled: query !== '',
    placeholderData: keepPreviousData,
  })
  const items = query ? data : []
  // Those of the letters before may be looked at and clicked, but a key must not open a chart that nobody has seen there.
  const isOld = isPlaceholderData
  const collection = createListCollection({
    items,
    itemToString: ({ name }: Patient) => name,
    itemToValue: ({ id }: Patient) => id,
  })
  const go = (id: string, where: Destination) =>
    where === 'chart'
      ? navigate({ to: '/patients/$id', params: { id } })
      : navigate({ to: '/appointments/new', search: { patientId: id } })

  const onKeyDown = async (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !query) return
    const where = event.shiftKey ? 'booking' : 'chart'
    if (!isOld && highlighted) {
      if (where === 'chart') return
      event.preventDefault()
      event.stopPropagation()
      await go(highlighted, where)
      return
    }
    event.preventDefault()
    event.stopPropagation()
    // Quicker than the answer, as a scanner is: there is no doubt when it means one patient only.
    const found = await queryClient.fetchQuery({ ...foundQuery(query), staleTime: 15_000 }).catch(() => [])
    if (found.length === 1 && found[0]) await go(found[0].id, where)
  }

  return (
    <Flex gap="3" align="end" wrap="wrap" role="search">
      <Combobox.Root
        collection={collection}
        inputValue={text}
        value={[]}
        onInputValueChange={({ inputValue }) => setText(inputValue)}
        // What was typed stays when the button beside it is pressed.
        allowCustomValue
        onHighlightChange={({ highlightedValue }) => setHighlighted(highlightedValue)}
        onValueChange={({ value: [id] }) => id && void go(id, 'chart')}
        selectionBehavior="preserve"
        inputBehavior="autohighlight"
        openOnClick={query !== ''}
        // On the input itself it would come before the machine behind it listens, and what is typed would find nobody.
        autoFocus
        size="lg"
        flex="1"
        minW={{ base: 'full', md: 'sm' }}
        maxW={{ lg: 'xl' }}
      >
        <Combobox.Label>{t('today.finder.label')}</Combobox.Label>
        <Combobox.Control onKeyDownCapture={onKeyDown}>
          <Combobox.Input placeholder={t('today.finder.placeholder')} bg="bg.panel" borderColor="border.control" />
        </Combobox.Control>
        <Combobox.Positioner>
          <Combobox.Content hidden={!query}>
            <Combobox.Empty>{isFetching ? t('ui.searching') : t('today.finder.nobody')}</Combobox.Empty>
            {items.map((patient) => (
              <Combobox.Item key={patient.id} item={patient}>
                <FoundPatient patient={patient} onBook={() => void go(patient.id, 'booking')} />
              </Combobox.Item>
            ))}
            {items.length > 0 && (
              <Text textStyle="xs" color="fg.muted" px="2" py="1.5" aria-hidden hideBelow="md">
                {t('today.finder.keys')}
              </Text>
            )}
          </Combobox.Content>
        </Combobox.Positioner>
      </Combobox.Root>
      <Box>
        <ButtonLink to="/patients/new" search={query ? { name: query } : {}} look="outline">
          <UserPlus aria-hidden />
          {t('today.register')}
        </ButtonLink>
      </Box>
    </Flex>
  )
}

import { Combobox, createListCollection, Text } from '@chakra-ui/react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useState } from 'react'
import type { Patient } from '../../../api/records.ts'
import { t } from '../../../language/inside.ts'
import { foundQuery } from '../../palette/queries.ts'
import { needsMoreDigits } from '../../patients/asked.ts'
import { FoundPatient } from './FoundPatient.tsx'
import { useDestination } from './use-destination.ts'

interface PatientSearchProps {
  text: string
  onText: (text: string) => void
  /** As the first thing of the page it takes the focus. */
  autoFocus: boolean
  /** Somebody is typing already: what is found opens at once. */
  defaultOpen: boolean
}

/** A field with those it finds below it: one key, or the mouse, opens or books. */
export function PatientSearch({ text, onText, autoFocus, defaultOpen }: PatientSearchProps) {
  const { go, goToOnly } = useDestination()
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
  // The machine highlights the first of those that come, not of those that it begins with.
  const [start] = useState(defaultOpen ? (items[0]?.id ?? null) : null)
  const [highlighted, setHighlighted] = useState(start)
  const collection = createListCollection({
    items,
    itemToString: ({ name }: Patient) => name,
    itemToValue: ({ id }: Patient) => id,
  })

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
    await goToOnly(query, where)
  }

  return (
    <Combobox.Root
      collection={collection}
      inputValue={text}
      value={[]}
      onInputValueChange={({ inputValue }) => onText(inputValue)}
      // What was typed stays when the button beside it is pressed.
      allowCustomValue
      defaultOpen={defaultOpen}
      {...(start && { defaultHighlightedValue: start })}
      onHighlightChange={({ highlightedValue }) => setHighlighted(highlightedValue)}
      onValueChange={({ value: [id] }) => id && void go(id, 'chart')}
      selectionBehavior="preserve"
      inputBehavior="autohighlight"
      openOnClick={query !== ''}
      // On the input itself it would come before the machine behind it listens, and what is typed would find nobody.
      autoFocus={autoFocus}
      size="lg"
    >
      <Combobox.Label>{t('today.finder.label')}</Combobox.Label>
      <Combobox.Control onKeyDownCapture={onKeyDown}>
        <Combobox.Input placeholder={t('today.finder.placeholder')} bg="bg.panel" borderColor="border.control" />
      </Combobox.Control>
      <Combobox.Positioner>
        <Combobox.Content hidden={!query}>
          <Combobox.Empty>
            {isFetching
              ? t('ui.searching')
              : t(needsMoreDigits(query) ? 'today.finder.moreDigits' : 'today.finder.nobody')}
          </Combobox.Empty>
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
  )
}

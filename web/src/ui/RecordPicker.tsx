import { Box, Combobox, createListCollection } from '@chakra-ui/react'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { type KeyboardEvent, useState } from 'react'
import { useController } from 'react-hook-form'
import { t } from '../language/t.ts'
import { choiceOf, keepChoice } from './draft.ts'
import { fading } from './fading.ts'
import { FieldShell } from './fields.tsx'

export interface Choice {
  id: string
  name: string
  /** What tells two of the same name apart. */
  detail?: string
}

interface RecordPickerProps {
  name: string
  label: string
  hint?: string
  required?: boolean
  placeholder: string
  /** Asked again as the person types; its key has to hold the text. */
  search: (text: string) => { queryKey: readonly unknown[]; queryFn: () => Promise<Choice[]> }
  /** Shown before anything is typed, for a field that is already filled. */
  chosen?: Choice | undefined
  onChoose?: (choice: Choice | undefined) => void
  /** The page begins with it. */
  autoFocus?: boolean
  /** A refusal of what the picker feeds, rather than of the picker. */
  message?: string | undefined
}

/** Finds one record among many by typing, and says below which of a name was chosen. Holds its id in the form. */
export function RecordPicker({
  name,
  label,
  hint,
  required,
  placeholder,
  search,
  chosen,
  onChoose,
  autoFocus = false,
  message,
}: RecordPickerProps) {
  const { field, fieldState } = useController({
    name,
    rules: { ...(required && { required: t('ui.needed', { label }) }) },
  })
  const [text, setText] = useState('')
  const queryClient = useQueryClient()
  const [picked, setPicked] = useState(() => choiceOf(queryClient, field.value))
  const {
    data: found = [],
    isFetching,
    isPlaceholderData: isOld,
  } = useQuery({ ...search(text), placeholderData: keepPreviousData })
  const standing = [chosen, picked].find((choice) => choice?.id === field.value)
  const about = standing?.detail ?? hint
  const items = standing && !text && !found.some(({ id }) => id === standing.id) ? [standing, ...found] : found
  const collection = createListCollection({ items, itemToString: (item) => item.name, itemToValue: (item) => item.id })
  // A key must not choose whom only the letters before had found.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !isOld) return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <FieldShell
      name={name}
      label={label}
      message={message ?? fieldState.error?.message}
      {...(about && { hint: about })}
      {...(required && { required })}
    >
      <Combobox.Root
        collection={collection}
        value={field.value ? [field.value] : []}
        {...(standing && { defaultInputValue: standing.name })}
        onValueChange={({ value }) => {
          const choice = items.find(({ id }) => id === value[0])
          field.onChange(value[0] ?? '')
          setPicked(choice)
          if (choice) keepChoice(queryClient, choice)
          onChoose?.(choice)
        }}
        onInputValueChange={({ inputValue, reason }) => reason === 'input-change' && setText(inputValue)}
        openOnClick
        autoFocus={autoFocus}
        inputBehavior="autohighlight"
        // Over the edge of a dialog, which would cut the list off.
        positioning={{ strategy: 'fixed' }}
      >
        <Combobox.Control onKeyDownCapture={onKeyDown}>
          <Combobox.Input
            placeholder={placeholder}
            onBlur={field.onBlur}
            ref={field.ref}
            bg="bg.panel"
            borderColor="border.control"
          />
          <Combobox.IndicatorGroup>
            <Combobox.Trigger aria-label={t('ui.showChoices', { label })} />
          </Combobox.IndicatorGroup>
        </Combobox.Control>
        <Combobox.Positioner>
          <Combobox.Content>
            <Combobox.Empty>{isFetching ? t('ui.searching') : t('ui.nobodyFound')}</Combobox.Empty>
            <Box {...fading(isOld)}>
              {items.map((item) => (
                <Combobox.Item key={item.id} item={item}>
                  <Combobox.ItemText>{item.name}</Combobox.ItemText>
                  {item.detail && <span>{item.detail}</span>}
                </Combobox.Item>
              ))}
            </Box>
          </Combobox.Content>
        </Combobox.Positioner>
      </Combobox.Root>
    </FieldShell>
  )
}

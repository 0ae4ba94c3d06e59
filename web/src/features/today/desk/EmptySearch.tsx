import { Box, chakra, useSlotRecipe } from '@chakra-ui/react'
import { type KeyboardEvent, type Ref, useId } from 'react'
import { t } from '../../../language/inside.ts'
import { useDestination } from './use-destination.ts'

interface EmptySearchProps {
  text: string
  onText: (text: string) => void
  field: Ref<HTMLInputElement>
}

/** What `PatientSearch` looks like before anybody types, and while it is loaded. */
export function EmptySearch({ text, onText, field }: EmptySearchProps) {
  const { goToOnly } = useDestination()
  const id = useId()
  const looks = useSlotRecipe({ key: 'combobox' })({ size: 'lg' })
  const onKeyDown = ({ key, shiftKey, nativeEvent }: KeyboardEvent) => {
    const query = text.trim()
    if (key === 'Enter' && query && !nativeEvent.isComposing) void goToOnly(query, shiftKey ? 'booking' : 'chart')
  }
  return (
    <Box css={looks.root}>
      <chakra.label htmlFor={id} css={looks.label}>
        {t('today.finder.label')}
      </chakra.label>
      <Box css={looks.control}>
        <chakra.input
          id={id}
          ref={field}
          role="combobox"
          aria-expanded={false}
          aria-autocomplete="list"
          aria-haspopup="listbox"
          autoComplete="off"
          autoCorrect="off"
          autoCapitalize="none"
          spellCheck={false}
          placeholder={t('today.finder.placeholder')}
          autoFocus
          value={text}
          onChange={({ target }) => onText(target.value)}
          onKeyDown={onKeyDown}
          css={looks.input}
          bg="bg.panel"
          borderColor="border.control"
        />
      </Box>
    </Box>
  )
}

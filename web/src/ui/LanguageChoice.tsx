import { NativeSelect } from '@chakra-ui/react'
import { isLanguage, languages } from '../language/languages.ts'
import { changeLanguage, language, t } from '../language/t.ts'

/** Each language under its own name, for whoever cannot read the others. */
export const LanguageChoice = () => (
  <NativeSelect.Root size="sm" width="auto">
    <NativeSelect.Field
      aria-label={t('ui.language')}
      defaultValue={language}
      onChange={({ target }) => isLanguage(target.value) && changeLanguage(target.value)}
    >
      {Object.entries(languages).map(([tag, name]) => (
        <option key={tag} value={tag} lang={tag}>
          {name}
        </option>
      ))}
    </NativeSelect.Field>
    <NativeSelect.Indicator />
  </NativeSelect.Root>
)

import { Button, Text } from '@chakra-ui/react'
import { useState } from 'react'
import type { Notification } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { alertWords } from './alert-words.ts'
import { titleOf } from './written.ts'

/** Longer than this is rarely needed to act: it would push the other alerts off a small screen. */
const longAt = 400

/** What an alert says, whole; then how it came here. */
export function AlertText({ notification }: { notification: Notification }) {
  const [all, setAll] = useState(false)
  const { text, lang, story } = alertWords(notification)
  const isLong = text.length > longAt
  return (
    <>
      <Text
        textStyle="sm"
        whiteSpace="pre-line"
        overflowWrap="anywhere"
        lang={lang}
        {...(isLong && !all && { lineClamp: '6' })}
      >
        {text}
      </Text>
      {isLong && (
        <Button
          variant="outline"
          size="2xs"
          mt="1"
          aria-expanded={all}
          aria-label={t(all ? 'notifications.pinned.lessOf' : 'notifications.pinned.allOf', {
            title: titleOf(notification),
          })}
          onClick={() => setAll(!all)}
        >
          {t(all ? 'notifications.pinned.less' : 'notifications.pinned.all')}
        </Button>
      )}
      {story && (
        <Text textStyle="xs" color="fg.muted" whiteSpace="pre-line" overflowWrap="anywhere">
          {story}
        </Text>
      )}
    </>
  )
}

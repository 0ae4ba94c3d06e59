import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Choice } from './RecordPicker.tsx'

/** Under this key everything typed and not saved is kept beside what was read, and forgotten with it when the session ends. */
const draftsKey = 'drafts'
const keyOf = (name: string) => [draftsKey, 'form', name]
const choiceKey = (id: string) => [draftsKey, 'choice', id]

/** Nothing reads drafts while their form is away, and they stay all the same. */
export const keepDrafts = (queryClient: QueryClient): void =>
  queryClient.setQueryDefaults([draftsKey], { gcTime: Number.POSITIVE_INFINITY })

/** What a form holds that differs from what it began with is kept; what does not is nothing to keep. */
export function keepDraft<Values>(queryClient: QueryClient, name: string, values: Values, start: Values): void {
  if (JSON.stringify(values) === JSON.stringify(start)) forgetDraft(queryClient, name)
  else queryClient.setQueryData(keyOf(name), structuredClone(values))
}

export const draftOf = <Values>(queryClient: QueryClient, name: string): Values | undefined =>
  queryClient.getQueryData<Values>(keyOf(name))

export const forgetDraft = (queryClient: QueryClient, name: string): void =>
  queryClient.removeQueries({ queryKey: keyOf(name), exact: true })

/** A form keeps the id of whom it names; with the draft comes who that is. */
export const keepChoice = (queryClient: QueryClient, choice: Choice): void => {
  queryClient.setQueryData(choiceKey(choice.id), choice)
}

export const choiceOf = (queryClient: QueryClient, id: string): Choice | undefined =>
  queryClient.getQueryData<Choice>(choiceKey(id))

export interface Draft<Values> {
  /** With what the form begins: what was kept of it, or its start. */
  values: Values
  isKept: boolean
  /** Changes when the form begins anew; its key. */
  round: number
  keep: (values: Values) => void
  /** It was saved. */
  forget: () => void
  /** By hand: the form begins anew. */
  clear: () => void
}

/**
 * A form that is left half-filled is there again on return, in this tab and until its session ends.
 * @param name the form and what it began with: whoever begins with another patient finds nothing of the one before
 */
export function useDraft<Values>(name: string, start: Values): Draft<Values> {
  const queryClient = useQueryClient()
  const begin = (round: number) => ({ kept: draftOf<Values>(queryClient, name), start, round })
  const [begun, setBegun] = useState(() => begin(0))
  const forget = () => forgetDraft(queryClient, name)
  return {
    values: begun.kept ?? begun.start,
    isKept: begun.kept !== undefined,
    round: begun.round,
    keep: (values) => keepDraft(queryClient, name, values, begun.start),
    forget,
    clear: () => {
      forget()
      setBegun(begin(begun.round + 1))
    },
  }
}

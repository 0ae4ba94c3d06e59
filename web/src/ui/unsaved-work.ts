import { createContext, type RefObject } from 'react'

/** Where the form in a dialog notes that something was typed into it. */
export const UnsavedWork = createContext<RefObject<boolean> | null>(null)

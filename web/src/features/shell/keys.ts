/** On an Apple keyboard it is another key, with another sign. */
const isApple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)

export const commandKey = isApple ? '⌘ K' : 'Ctrl K'

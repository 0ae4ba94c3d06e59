const sheet = '[data-sheet]'

/** On paper: whatever neither holds the sheet nor is part of it goes, and what holds it takes no room of its own. */
export const onPaper = {
  '@page': { size: 'A4', margin: '14mm' },
  '@media print': {
    [`body *:not(:has(${sheet}), ${sheet}, ${sheet} *)`]: { display: 'none !important' },
    [`html, body, body :has(${sheet})`]: {
      display: 'block !important',
      margin: '0 !important',
      padding: '0 !important',
      maxWidth: 'none !important',
      minHeight: '0 !important',
      // A sheet in a dialog stands on its own: what scrolls on screen goes on to the next page.
      position: 'static',
      height: 'auto !important',
      maxHeight: 'none !important',
      overflow: 'visible !important',
      border: '0 !important',
      boxShadow: 'none !important',
      background: 'white !important',
    },
    [sheet]: {
      padding: '0 !important',
      border: '0 !important',
      maxWidth: 'none !important',
      overflow: 'visible !important',
      fontSize: '10.5pt',
    },
    [`${sheet} tr, ${sheet} [data-together]`]: { breakInside: 'avoid' },
    [`${sheet} h2`]: { breakAfter: 'avoid' },
    [`${sheet} a`]: { color: 'inherit !important', textDecoration: 'none !important' },
  },
} as const

import { createSystem, defaultBaseConfig, defineConfig, defineSemanticTokens, mergeConfigs } from '@chakra-ui/react'
import * as chakra from '@chakra-ui/react/theme'
import { linkLooks } from './ui/link-looks.ts'
import { pressLooks } from './ui/press-looks.ts'

/**
 * The only file with raw colours. Recipes are named one by one: Chakra's default system
 * carries all eighty of them, and the login page would pay for every calendar and slider.
 */
const shades = (light: string, dark: string) => ({ value: { _light: light, _dark: dark } })

const colors = defineSemanticTokens.colors({
  bg: {
    DEFAULT: shades('#f6f5f1', '#0b0f0e'),
    panel: shades('#ffffff', '#141b19'),
    subtle: shades('#faf9f6', '#182120'),
    muted: shades('#eeece5', '#1d2724'),
    emphasized: shades('#e2dfd5', '#293531'),
  },
  fg: {
    DEFAULT: shades('#0c100f', '#eef3f0'),
    muted: shades('#4d5551', '#a9b4af'),
    subtle: shades('#636b67', '#94a09a'),
    error: shades('#b42318', '#ff9a90'),
  },
  border: {
    DEFAULT: shades('#e4e1d8', '#28322f'),
    muted: shades('#eeece5', '#1f2825'),
    // A control's edge has to reach 3:1 against its ground (WCAG 1.4.11); a card's need not.
    control: shades('#8e9490', '#66736d'),
    error: shades('#b42318', '#ff9a90'),
  },
  brand: {
    solid: shades('#1d6b57', '#1f7a63'),
    contrast: shades('#ffffff', '#ffffff'),
    fg: shades('#175745', '#8fd3bc'),
    subtle: shades('#e3f0eb', '#14302a'),
    muted: shades('#cde3da', '#1c4238'),
    emphasized: shades('#9fcbbb', '#285c4e'),
    focusRing: shades('#1d6b57', '#6cc0a5'),
    border: shades('#7fb5a2', '#326f5e'),
  },
  sidebar: {
    bg: shades('#08211c', '#071b17'),
    fg: shades('#dcebe5', '#d5e6df'),
    muted: shades('#9fbdb2', '#94b3a8'),
    active: shades('#1d3630', '#17302a'),
    mark: shades('#7cc4ac', '#7cc4ac'),
  },
})

const edge = { variants: { variant: { outline: { bg: 'bg.panel', borderColor: 'border.control' } } } }

const quiet = {
  bg: 'bg.panel',
  color: 'fg',
  '--toast-trigger-bg': 'colors.bg.muted',
  '--toast-border-color': 'colors.border',
}

const wardline = defineConfig({
  globalCss: {
    html: { colorPalette: 'brand' },
    body: { fontFamily: 'body', minHeight: '100dvh' },
    'h1, h2, h3': { textWrap: 'balance', overflowWrap: 'anywhere' },
    ...linkLooks,
    '*, *::before, *::after': {
      // An animation has to end, since what closes waits for that. A transition of 1 ms would be one of every property of
      // every element: a switch of colours then took the calendar seconds.
      _motionReduce: { animationDuration: '1ms !important', transition: 'none !important' },
    },
  },
  theme: {
    tokens: {
      fonts: {
        heading: { value: "'Fraunces Variable', Georgia, serif" },
        body: { value: "'Inter Variable', system-ui, sans-serif" },
      },
    },
    semanticTokens: { colors },
    recipes: {
      button: pressLooks,
      input: edge,
      textarea: edge,
      heading: { base: { fontWeight: '500', letterSpacing: '-0.01em' } },
    },
    slotRecipes: {
      // Chakra paints whole toasts in loud colours, on which small text is hard to read: the icon says it here.
      toast: {
        slots: ['root'],
        base: {
          root: {
            borderWidth: '1px',
            '&[data-type=success]': quiet,
            '&[data-type=warning]': quiet,
            '&[data-type=error]': quiet,
          },
        },
      },
      nativeSelect: {
        slots: ['root', 'field', 'indicator'],
        variants: { variant: { outline: { field: { bg: 'bg.panel', borderColor: 'border.control' } } } },
      },
    },
  },
})

const base = defineConfig({
  preflight: true,
  cssVarsPrefix: chakra.cssVarsPrefix,
  cssVarsRoot: chakra.cssVarsRoot,
  globalCss: chakra.globalCss,
  theme: {
    breakpoints: chakra.breakpoints,
    keyframes: chakra.keyframes,
    tokens: chakra.tokens,
    semanticTokens: chakra.semanticTokens,
    textStyles: chakra.textStyles,
    layerStyles: chakra.layerStyles,
    animationStyles: chakra.animationStyles,
    recipes: {
      badge: chakra.badgeRecipe,
      button: chakra.buttonRecipe,
      heading: chakra.headingRecipe,
      input: chakra.inputRecipe,
      kbd: chakra.kbdRecipe,
      link: chakra.linkRecipe,
      skeleton: chakra.skeletonRecipe,
      skipNavLink: chakra.skipNavLinkRecipe,
      textarea: chakra.textareaRecipe,
    },
    slotRecipes: {
      alert: chakra.alertSlotRecipe,
      checkbox: chakra.checkboxSlotRecipe,
      combobox: chakra.comboboxSlotRecipe,
      dialog: chakra.dialogSlotRecipe,
      drawer: chakra.drawerSlotRecipe,
      emptyState: chakra.emptyStateSlotRecipe,
      field: chakra.fieldSlotRecipe,
      fieldset: chakra.fieldsetSlotRecipe,
      menu: chakra.menuSlotRecipe,
      nativeSelect: chakra.nativeSelectSlotRecipe,
      popover: chakra.popoverSlotRecipe,
      table: chakra.tableSlotRecipe,
      tabs: chakra.tabsSlotRecipe,
      toast: chakra.toastSlotRecipe,
    },
  },
})

export const system = createSystem(mergeConfigs(defaultBaseConfig, base, wardline))

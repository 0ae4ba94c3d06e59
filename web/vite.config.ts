import { tanstackRouter } from '@tanstack/router-plugin/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** Has the two Latin fonts fetched with the page itself, not after its style sheet: text that is drawn again moves. */
const fontsAhead: Plugin = {
  name: 'fonts-ahead',
  transformIndexHtml: {
    order: 'post',
    handler: (_, { bundle = {} }) =>
      Object.keys(bundle)
        .filter((file) => /-latin-wght-normal.*\.woff2$/.test(file))
        .map((file) => ({
          tag: 'link',
          attrs: { rel: 'preload', as: 'font', type: 'font/woff2', href: `/app/${file}`, crossorigin: true },
          injectTo: 'head',
        })),
  },
}

export default defineConfig({
  base: '/app/',
  plugins: [
    tanstackRouter({
      target: 'react',
      autoCodeSplitting: true,
      // Apart, so that the log-in page pays for no other page's queries, and data and page are on their way at once.
      codeSplittingOptions: {
        defaultBehavior: [['loader'], ['component', 'pendingComponent', 'errorComponent', 'notFoundComponent']],
      },
      quoteStyle: 'single',
      routesDirectory: './src/routes',
      generatedRouteTree: './src/routeTree.gen.ts',
    }),
    react(),
    fontsAhead,
  ],
  build: {
    target: 'es2023',
    sourcemap: false,
    // A font inlined as base64 is downloaded by everyone, whatever alphabet they read.
    assetsInlineLimit: 0,
    // `bun run sizes` holds the budgets, by what a browser loads.
    chunkSizeWarningLimit: 1000,
    rolldownOptions: {
      // Chakra's module of tokens also defines a theme with all its eighty recipes; kept for its call, nobody uses it.
      treeshake: { manualPureFunctions: ['defineConfig'] },
      output: {
        codeSplitting: {
          // What every page needs, and what many do, is a few files: forty small ones take longer, and compress worse.
          // Each takes along what it imports, unless one above it has that already.
          groups: [
            { name: 'start', tags: ['$initial'], priority: 7 },
            // The catalogues import rules, and `inside` awaits a catalogue: were rules in it, each would wait for the other.
            { name: 'rules', test: /[\\/]services[\\/]/, minShareCount: 2, priority: 6 },
            { name: 'frame', test: /[\\/]ui[\\/](Brand|FailureNotice)\.tsx/, priority: 5 },
            { name: 'choose', test: /[\\/]ui[\\/]Choose\.tsx/, priority: 4 },
            {
              name: 'inside',
              test: /[\\/](src[\\/]inside|ui[\\/](DataTable|EmptyState|PageHeader|Panel|StatusBadge))\.tsx/,
              priority: 3,
            },
            { name: 'appointments', test: /[\\/]appointments[\\/]columns\.tsx/, priority: 2 },
            { name: 'worklist', test: /[\\/]today[\\/]DayWorklist\.tsx/, priority: 1 },
          ],
        },
      },
    },
  },
})

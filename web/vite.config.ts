import { tanstackRouter } from '@tanstack/router-plugin/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  base: '/app/',
  plugins: [
    tanstackRouter({
      target: 'react',
      autoCodeSplitting: true,
      quoteStyle: 'single',
      routesDirectory: './src/routes',
      generatedRouteTree: './src/routeTree.gen.ts',
    }),
    react(),
  ],
  build: {
    target: 'es2023',
    sourcemap: false,
    // A font inlined as base64 is downloaded by everyone, whatever alphabet they read.
    assetsInlineLimit: 0,
    // Chakra's module of tokens also defines a theme with all its eighty recipes; kept for its call, nobody uses it.
    rolldownOptions: { treeshake: { manualPureFunctions: ['defineConfig'] } },
  },
})

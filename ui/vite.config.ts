import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

// Accessibility warnings of the compiler are errors here.
export default defineConfig({
  plugins: [
    svelte({
      configFile: false,
      onwarn(warning) {
        throw new Error(`${warning.filename}: ${warning.code}: ${warning.message}`);
      },
    }),
  ],
  publicDir: 'public',
  build: {
    target: 'es2022',
    outDir: 'dist',
    assetsDir: 'assets',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // How long each plugin took is no news to whoever builds the page.
    rolldownOptions: { checks: { bundlerTimings: false } },
  },
  // A minute where five seconds are the rule: slow machines build too.
  test: { include: ['src/**/*.test.ts', 'dev/**/*.test.mjs'], testTimeout: 60_000 },
});

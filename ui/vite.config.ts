import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** ASSAY_GALLERY=1 adds the page that shows every component and measures the grid. */
const pages: Record<string, string> = process.env.ASSAY_GALLERY
  ? { main: at('./index.html'), gallery: at('./gallery/index.html') }
  : { main: at('./index.html') };

export default defineConfig({
  root: at('.'),
  // People's text is made safe to read on the way to the screen: see src/text.
  plugins: [react({ jsxImportSource: '@/text' })],
  resolve: { alias: { '@': at('./src') } },
  clearScreen: false,
  server: { port: 5173, strictPort: true },
  build: {
    outDir: at('./dist'),
    emptyOutDir: true,
    target: 'safari18',
    // The content security policy allows no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    rolldownOptions: { input: pages },
  },
  test: { include: ['src/**/*.test.ts', 'src/**/*.test.tsx'], environment: 'node' },
});

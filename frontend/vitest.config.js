import { defineConfig } from 'vitest/config';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  json: { namedExports: true },
  test: { include: ['src/**/*.test.js'] },
});

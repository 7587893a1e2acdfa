import js from '@eslint/js';
import globals from 'globals';

const upward = (/** @type {string[]} */ group, /** @type {string} */ message) => ({
  'no-restricted-imports': ['error', { patterns: [{ group, message }] }],
});

export default [
  { ignores: ['dist/'] },
  js.configs.recommended,
  {
    files: ['**/*.{js,jsx,mjs}'],
    languageOptions: {
      globals: { ...globals.browser },
      parserOptions: { ecmaFeatures: { jsx: true } },
    },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'prefer-const': 'error',
      'object-shorthand': 'error',
      'max-lines': ['error', 400],
      'no-restricted-globals': ['error', 'event', 'name'],
    },
  },
  {
    files: ['build/**', 'fuzz/**', 'tests/**', '*.config.js'],
    languageOptions: { globals: globals.node },
  },
  // Arrows fall: main → app → features → ui → kit. Features never import each other.
  {
    files: ['src/kit/**'],
    rules: upward(['**/ui/**', '**/features/**', '**/enhance/**'], 'kit imports nothing of ours'),
  },
  {
    files: ['src/ui/**'],
    rules: upward(['**/features/**', '**/enhance/**'], 'ui: props in, events out'),
  },
  {
    files: ['src/enhance/**'],
    rules: upward(
      ['preact', 'preact/*', '@preact/*', '**/ui/**', '**/features/**'],
      'no Preact here',
    ),
  },
  {
    files: ['src/features/**'],
    rules: upward(
      ['../../features/*', '../*/*-page.jsx', '**/enhance/**'],
      'link through paths.js',
    ),
  },
];

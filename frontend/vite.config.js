import { Features } from 'lightningcss';
import { defineConfig } from 'vite';
import {
  copyAsIs,
  copyForServer,
  plainImports,
  precompress,
  serviceWorker,
} from './build/plugins.js';

/**
 * Pages the server renders ask for these by their source path in `.vite/manifest.json`.
 * The application shell is `main`; the rest are enhancements and the one stylesheet of each page.
 */
const entries = {
  main: 'src/main.jsx',
  lesson: 'src/enhance/lesson.js',
  attempt: 'src/enhance/attempt.js',
  cover: 'src/enhance/cover.js',
  scenario: 'src/enhance/scenario.js',
  'app-practice': 'src/enhance/app-practice.js',
  'worksheet-none': 'src/enhance/worksheet-none.js',
  'worksheet-queue': 'src/enhance/worksheet-queue.js',
  'worksheet-minutes': 'src/enhance/worksheet-minutes.js',
  'worksheet-skm': 'src/enhance/worksheet-skm.js',
  'worksheet-action-plan': 'src/enhance/worksheet-action-plan.js',
  'worksheet-matrix': 'src/enhance/worksheet-matrix.js',
  'worksheet-week': 'src/enhance/worksheet-week.js',
  'worksheet-time-log': 'src/enhance/worksheet-time-log.js',
  print: 'src/enhance/print.js',
  'sign-in': 'src/enhance/sign-in.js',
  check: 'src/enhance/check.js',
  'shell-style': 'src/styles/shell.css',
  'lesson-style': 'src/styles/lesson.css',
  'lesson-more-style': 'src/styles/lesson-more.css',
  'quiz-style': 'src/styles/quiz.css',
  'quiz-more-style': 'src/styles/quiz-more.css',
  'practice-style': 'src/styles/practice.css',
  'practice-app-style': 'src/styles/practice-app.css',
  'worksheet-style': 'src/styles/worksheet.css',
  'sign-in-style': 'src/styles/sign-in.css',
  'check-style': 'src/styles/check.css',
};

const named = (/** @type {RegExp} */ pattern) =>
  Object.entries(entries).flatMap(([name, source]) => (pattern.test(name) ? [source] : []));

/** What every page of the shell needs travels as one file: one request, better compressed. */
const shell =
  /node_modules\/(preact|@preact)|src\/kit\/(api|beside|clock|connection|i18n|load|paths|router|session)\.js$|src\/ui\/(announce|banners|choices|icon|lazy-page|manage-words|navigation|not-found|on-device|page|sheet|states)\.jsx?$/;

export default defineConfig({
  base: '/',
  // The icons and dictionaries are data for the server too; named exports let unused icons go.
  json: { namedExports: true },
  // A stand-in for light-dark(), which we do not use, would be written beside each color-scheme.
  css: { lightningcss: { exclude: Features.LightDark } },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    manifest: true,
    target: ['chrome109', 'firefox115', 'safari15.6'],
    // A preload helper would cost every first visit bytes; the server writes modulepreload links.
    modulePreload: false,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      input: entries,
      output: {
        codeSplitting: {
          groups: [
            { name: 'icons', test: /src\/icons\.json$/ },
            // What stands around a dynamic import: without a file of its own it drags a whole one along.
            { name: 'load', test: /preload-helper/ },
            { name: 'words', test: /src\/locales\/id\.json$/ },
            // Before the words of one page: a group takes along what its files import.
            { name: 'shell', test: shell },
            {
              name: 'words-offline',
              test: /src\/locales\/offline\.id\.json$|src\/kit\/offline-i18n\.js$/,
            },
            // One file beside each enhancement: a question page must answer after three requests.
            {
              name: 'page',
              test: /src\/enhance\/(page|words)\.js$|src\/kit\/(command|commands|outbox|store)\.js$/,
            },
            {
              name: 'worksheet',
              test: /src\/enhance\/(worksheet|worksheet-recall|worksheet-result|worksheet-rows|tools\/(base|numbers))\.js$/,
            },
          ],
        },
      },
    },
  },
  plugins: [
    plainImports(),
    copyForServer({
      'src/icons.json': 'icons.json',
      'src/locales/id.json': 'locales/id.json',
      'src/locales/en.json': 'locales/en.json',
      'src/locales/pages.id.json': 'locales/pages.id.json',
      'src/locales/pages.en.json': 'locales/pages.en.json',
    }),
    copyAsIs({
      'node_modules/swagger-ui-dist/swagger-ui.css': 'api-docs/swagger-ui.css',
      'node_modules/swagger-ui-dist/swagger-ui-bundle.js': 'api-docs/swagger-ui-bundle.js',
    }),
    serviceWorker({
      source: 'src/offline/sw.js',
      target: 'sw.js',
      roots: named(/^(main|lesson|attempt|cover|(lesson-more|shell|lesson|quiz)-style)$/),
      practice: [
        ...named(/^(scenario|app-practice|worksheet)/),
        // What some quizzes bring along.
        'src/enhance/time-left.js',
        'src/enhance/ordering.js',
        'src/enhance/more.js',
        'src/styles/quiz-more.css',
        // What fetches a download goes on with it.
        'src/offline/fetching.js',
        'src/enhance/practice-feedback.js',
      ],
      others: ['/icon.svg', '/manifest.webmanifest'],
    }),
    precompress(),
  ],
});

/**
 * What a phone on a slow line may be asked to fetch, in bytes as brotli 11 sends them. Run after a
 * build. Exact figures, so a failure is a fact and not a measurement.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { Features, transform } from 'lightningcss';
import { describe, expect, it } from 'vitest';

const root = new URL('..', import.meta.url).pathname;
const dist = join(root, 'dist');
/** @type {Record<string, {file: string, src?: string, name?: string, imports?: string[], css?: string[]}>} */
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'));

const brotli = (/** @type {string|Buffer} */ bytes) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
const sent = (/** @type {string} */ file) => brotli(readFileSync(join(dist, file)));
const entry = (/** @type {string} */ key) => {
  const found = manifest[key];
  if (!found) throw new Error(`${key} is not in the build`);
  return found;
};

/** Files a page must fetch before it runs: itself and what it imports. Dictionaries apart. */
function scripts(/** @type {string} */ key, seen = new Set()) {
  const { file, imports = [] } = entry(key);
  if (!/\/words-/.test(file)) seen.add(file);
  for (const next of imports) if (!seen.has(entry(next).file)) scripts(next, seen);
  return seen;
}
const weight = (/** @type {Set<string>} */ files) =>
  [...files].reduce((sum, f) => sum + sent(f), 0);
const beyondShell = (/** @type {string} */ key) => {
  const shell = scripts('src/main.jsx');
  return new Set([...scripts(key)].filter((file) => !shell.has(file)));
};

const PAGES = ['lesson', 'attempt', 'cover', 'scenario', 'app-practice', 'sign-in', 'check'];
// Beside what every page that sends commands has: the tool, its fields and rows.
const WORKSHEETS = [
  'none',
  'queue',
  'minutes',
  'skm',
  'action-plan',
  'matrix',
  'week',
  'time-log',
].map((tool) => `src/enhance/worksheet-${tool}.js`);
const LEARNER = [
  'src/features/learning/home-page.jsx',
  'src/features/catalogue/catalogue-page.jsx',
  'src/features/catalogue/course-page.jsx',
  'src/features/identity/profile-page.jsx',
  'src/features/offline/offline-page.jsx',
];
const MANAGEMENT = [
  'src/features/identity/people-page.jsx',
  'src/features/identity/agencies-page.jsx',
  'src/features/catalogue/audience-page.jsx',
  'src/features/audit/audit-page.jsx',
  'src/features/banks/banks-page.jsx',
  'src/features/banks/bank-page.jsx',
  'src/features/banks/question-page.jsx',
  'src/features/schedules/schedule-page.jsx',
  'src/features/insight/progress-page.jsx',
  'src/features/insight/reports-page.jsx',
  'src/features/editor/editor-page.jsx',
  'src/features/gradebook/gradebook-page.jsx',
  'src/features/inbox/write-page.jsx',
  'src/features/gradebook/books-page.jsx',
  'src/features/statistics/quiz-page.jsx',
  'src/features/statistics/question-page.jsx',
  'src/features/marking/queue-page.jsx',
  'src/features/marking/mark-page.jsx',
  'src/features/marking/late-page.jsx',
  'src/features/marking/regrade-page.jsx',
  'src/features/teaching/taught-page.jsx',
  'src/features/teaching/hub-page.jsx',
  'src/features/teaching/desk-page.jsx',
  'src/features/review/review-page.jsx',
  'src/features/review/import-page.jsx',
  'src/features/media/media-page.jsx',
  'src/features/studio/drafts-page.jsx',
  'src/features/studio/outline-page.jsx',
  'src/features/studio/facts-page.jsx',
  'src/features/studio/history-page.jsx',
];

describe('scripts', () => {
  it.each(PAGES)('%s: at most 6 kB and no Preact', (name) => {
    const files = scripts(`src/enhance/${name}.js`);
    expect(weight(files)).toBeLessThanOrEqual(6_000);
    expect([...files].filter((file) => /\/shell-/.test(file))).toEqual([]);
  });

  it.each(WORKSHEETS)('%s: at most 4.7 kB of its own and no Preact', (key) => {
    const files = scripts(key);
    const own = [...files].filter((file) => !/\/(page|load)-/.test(file));
    expect(weight(new Set(own))).toBeLessThanOrEqual(4_700);
    expect([...files].filter((file) => /\/shell-/.test(file))).toEqual([]);
  });

  it('the shell: at most 15 kB', () => {
    expect(weight(scripts('src/main.jsx'))).toBeLessThanOrEqual(15_000);
  });

  it.each(LEARNER)('%s: at most 3 kB more', (key) => {
    expect(weight(beyondShell(key))).toBeLessThanOrEqual(3_000);
  });

  it.each(MANAGEMENT)('%s: at most 35 kB more', (key) => {
    expect(weight(beyondShell(key))).toBeLessThanOrEqual(35_000);
  });
});

const LEARNER_STYLES = ['tokens', 'core', 'fields', 'shell-only', 'lesson', 'lesson-more', 'quiz'];

describe('styles', () => {
  const minified = (/** @type {string} */ name) => {
    const path = join(root, 'src/styles', `${name}.css`);
    const code = readFileSync(path, 'utf8').replace(/^@import .*$/gm, '');
    // As the build does it: what old browsers lack is written out for them.
    const targets = { chrome: 109 << 16, firefox: 115 << 16, safari: (15 << 16) | (6 << 8) };
    const exclude = Features.LightDark;
    const source = { filename: path, code: Buffer.from(code), minify: true };
    return transform({ ...source, targets, exclude }).code.toString();
  };

  // A page carries its whole stylesheet inside its first HTML, so this is what a visit costs.
  it.each([
    'shell',
    'lesson',
    'lesson-more',
    'quiz',
    'quiz-more',
    'practice',
    'practice-app',
    'worksheet',
    'sign-in',
    'check',
  ])('%s: at most 4 kB', (name) => {
    expect(sent(entry(`src/styles/${name}.css`).file)).toBeLessThanOrEqual(4_096);
  });

  it('all that a learner meets, each rule once: at most 4 kB', () => {
    const parts = LEARNER_STYLES.map(minified);
    expect(brotli(parts.join(''))).toBeLessThanOrEqual(4_096);
  });

  it.each([
    'shell',
    'lesson',
    'lesson-more',
    'quiz',
    'quiz-more',
    'practice',
    'practice-app',
    'worksheet',
    'sign-in',
    'check',
  ])('%s is one file without imports', (name) => {
    const { file } = entry(`src/styles/${name}.css`);
    expect(readFileSync(join(dist, file), 'utf8')).not.toContain('@import');
  });
});

describe('the service worker', () => {
  const code = readFileSync(join(dist, 'sw.js'), 'utf8');
  const files = JSON.parse(/\["\/assets[^\]]*\]/.exec(code)?.[0] ?? '[]');
  // The frame is made by the server: the shell's style around nothing.
  const frame = () => sent(entry('src/styles/shell.css').file) + 500;

  it('keeps at most 60 kB on every phone, itself included', () => {
    const own = files.filter((/** @type {string} */ file) => !/\/(offline\.)?en-/.test(file));
    const kept = own.map((/** @type {string} */ file) => sent(file.slice(1)));
    const sum = [...kept, frame(), sent('sw.js')].reduce((all, one) => all + one, 0);
    expect(sum).toBeLessThanOrEqual(60_000);
    expect(files.length).toBeGreaterThan(20);
  });

  it('lists only what is there', () => {
    for (const file of files) expect([file, existsSync(join(dist, file))]).toEqual([file, true]);
  });
});

describe('words', () => {
  it.each(['id', 'en'])('the learner’s dictionary in %s: at most 4 kB', (language) => {
    expect(sent(`locales/${language}.json`)).toBeLessThanOrEqual(4_096);
  });
});

describe('files', () => {
  it('have their compressed twins', () => {
    for (const { file } of Object.values(manifest)) {
      const size = readFileSync(join(dist, file)).length;
      const text = /\.(js|css|svg)$/.test(file) && size >= 200;
      if (text) expect([file, existsSync(join(dist, `${file}.br`))]).toEqual([file, true]);
      if (text) expect([file, existsSync(join(dist, `${file}.gz`))]).toEqual([file, true]);
    }
  });

  it('ask nothing of another host', () => {
    for (const { file } of Object.values(manifest)) {
      const foreign = readFileSync(join(dist, file), 'utf8').match(
        /https?:\/\/(?!www\.w3\.org\/)[\w.]+/g,
      );
      expect([file, foreign]).toEqual([file, null]);
    }
  });
});

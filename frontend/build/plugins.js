/**
 * Build steps of our own: files the Python side reads or serves, and the compressed twin of every
 * static file. Both run after Vite has written `dist`.
 */
import { createHash } from 'node:crypto';
import { copyFile, readFile, readdir, writeFile, mkdir } from 'node:fs/promises';
import { dirname, extname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build as bundle } from 'vite';

const TEXT = new Set(['.js', '.css', '.json', '.svg', '.html', '.webmanifest', '.txt']);
// Below this a compressed twin saves nothing: headers alone are longer.
const SMALLEST = 200;

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);

/**
 * Files beside the build, under fixed names.
 *
 * @param {string} name the plugin's
 * @param {Record<string, string>} files path of the source → path inside `dist`
 * @param {(source: string, path: string) => Promise<void>} put
 * @returns {import('vite').Plugin}
 */
function beside(name, files, put) {
  let outDir = 'dist';
  return {
    name,
    apply: 'build',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    async closeBundle() {
      for (const [source, target] of Object.entries(files)) {
        const path = join(outDir, target);
        await mkdir(dirname(path), { recursive: true });
        await put(source, path);
      }
    },
  };
}

/**
 * Copy source files (JSON) beside the build under a fixed name, for the server to read.
 *
 * @param {Record<string, string>} files source path → path inside `dist`
 */
export const copyForServer = (files) =>
  beside('lentera-copy-for-server', files, async (source, path) =>
    writeFile(path, JSON.stringify(JSON.parse(await readFile(source, 'utf8')))),
  );

/**
 * Copy files of a package beside the build as they are.
 *
 * @param {Record<string, string>} files path of the source → path inside `dist`
 */
export const copyAsIs = (files) => beside('lentera-copy-as-is', files, copyFile);

/** @param {string} folder @returns {Promise<string[]>} every file below it */
async function filesBelow(folder) {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/**
 * Dynamic imports as they are written. Vite wraps each in a helper that links their styles and
 * preloads; it weighs more than some of our pages, and is one request more before a page answers.
 * Styles that come with a route are linked by `ui/sheet.js`.
 *
 * Vite leaves the helper out of workers, which have no document, and there is no other switch.
 *
 * @returns {import('vite').Plugin}
 */
export function plainImports() {
  return {
    name: 'lentera-plain-imports',
    apply: 'build',
    configResolved(config) {
      Object.assign(config, { isWorker: true });
    },
  };
}

/** What works with a network alone is no part of what a learner takes along. */
const ONLINE = /src\/staff\.jsx$|hand-over-page|incident|manage|choice|restamp/;

/**
 * Every script a learner's pages may ask for, and the sheets and drawings that follow them.
 *
 * @param {Record<string, {file: string, isEntry?: boolean, imports?: string[], dynamicImports?: string[], css?: string[], assets?: string[]}>} manifest
 * @param {string[]} roots sources of the entries
 * @param {string[]} [apart] sources that are left out
 * @returns {string[]} paths, sorted
 */
export function shellFiles(manifest, roots, apart = []) {
  const files = new Set();
  const seen = new Set(apart);
  const queue = [...roots];
  for (let source = queue.pop(); source; source = queue.pop()) {
    const entry = manifest[source];
    if (!entry || seen.has(source) || ONLINE.test(source)) continue;
    seen.add(source);
    for (const file of [entry.file, ...(entry.css ?? []), ...(entry.assets ?? [])]) {
      // A stylesheet is inside the frames already, but for what follows a page.
      if (!file.endsWith('.css') || !roots.includes(source) || /-more-/.test(file)) {
        files.add(`/${file}`);
      }
    }
    queue.push(...(entry.imports ?? []), ...(entry.dynamicImports ?? []));
  }
  return [...files].sort();
}

/**
 * Bundle the service worker into one file without a hash in its name, with the list of this build's
 * files inside; its `BUILD` is what the server calls this build.
 *
 * @param {{source: string, target: string, roots: string[], practice: string[], others: string[]}} options `roots`: what every learner's phone keeps; `practice`: what comes with a download; `others`: files of fixed names
 * @returns {import('vite').Plugin}
 */
export function serviceWorker({ source, target, roots, practice, others }) {
  let outDir = 'dist';
  return {
    name: 'lentera-service-worker',
    apply: 'build',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    closeBundle: {
      sequential: true,
      async handler() {
        const listed = await readFile(join(outDir, '.vite/manifest.json'));
        const manifest = JSON.parse(listed.toString());
        const files = [...shellFiles(manifest, roots, practice), ...others];
        const more = shellFiles(manifest, practice).filter((file) => !files.includes(file));
        const made = await bundle({
          configFile: false,
          logLevel: 'error',
          plugins: [plainImports()],
          build: {
            write: false,
            target: ['chrome109', 'firefox115', 'safari15.6'],
            rolldownOptions: {
              input: source,
              output: { format: 'iife', codeSplitting: false },
            },
          },
        });
        const [chunk] = /** @type {any} */ ([made].flat()[0]).output;
        const build = createHash('sha256').update(listed).digest('hex').slice(0, 12);
        const code = chunk.code
          .replaceAll('__BUILD__', build)
          .replace(/(["'`])__FILES__\1/, () => JSON.stringify(files))
          .replace(/(["'`])__PRACTICE__\1/, () => JSON.stringify(more));
        await writeFile(join(outDir, target), code);
      },
    },
  };
}

/**
 * Write `.br` (quality 11) and `.gz` (level 9) beside every text file that is served as it is.
 *
 * @returns {import('vite').Plugin}
 */
export function precompress() {
  let outDir = 'dist';
  return {
    name: 'lentera-precompress',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        for (const path of await filesBelow(outDir)) {
          const served = !path.includes('/.vite/') && TEXT.has(extname(path));
          if (!served) continue;
          const bytes = await readFile(path);
          if (bytes.length < SMALLEST) continue;
          const hint = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
          await writeFile(`${path}.br`, await toBrotli(bytes, hint));
          await writeFile(`${path}.gz`, await toGzip(bytes, { level: 9 }));
        }
      },
    },
  };
}

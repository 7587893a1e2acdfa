/**
 * Build steps of our own: files the Python side reads or serves, and the compressed twin of every
 * static file. Both run after Vite has written `dist`.
 */
import { copyFile, readFile, readdir, writeFile, mkdir } from 'node:fs/promises';
import { dirname, extname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const TEXT = new Set(['.js', '.css', '.json', '.svg', '.html', '.webmanifest', '.txt']);
// Below this a compressed twin saves nothing: headers alone are longer.
const SMALLEST = 200;

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);

/**
 * Copy source files beside the build under a fixed name, for the server to read.
 *
 * @param {Record<string, string>} files source path → path inside `dist`
 * @returns {import('vite').Plugin}
 */
export function copyForServer(files) {
  let outDir = 'dist';
  return {
    name: 'lentera-copy-for-server',
    apply: 'build',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    async closeBundle() {
      for (const [source, target] of Object.entries(files)) {
        const path = join(outDir, target);
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, JSON.stringify(JSON.parse(await readFile(source, 'utf8'))));
      }
    },
  };
}

/**
 * Copy files of a package beside the build as they are.
 *
 * @param {Record<string, string>} files path of the source → path inside `dist`
 * @returns {import('vite').Plugin}
 */
export function copyAsIs(files) {
  let outDir = 'dist';
  return {
    name: 'lentera-copy-as-is',
    apply: 'build',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    async closeBundle() {
      for (const [source, target] of Object.entries(files)) {
        const path = join(outDir, target);
        await mkdir(dirname(path), { recursive: true });
        await copyFile(source, path);
      }
    },
  };
}

/** @param {string} folder @returns {Promise<string[]>} every file below it */
async function filesBelow(folder) {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
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

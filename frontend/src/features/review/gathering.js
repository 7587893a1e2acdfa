/**
 * Files that somebody chose or dropped → the one file that is sent: as it is, or a zip made here.
 * The same files always make the same zip, so one that was cut off goes on where it stopped.
 */

/** @typedef {{path: string, file: File}} Picked a file and where it stands among the chosen */
/**
 * @typedef {object} Plan
 * @property {'file'|'course'|'texts'} kind one file as it is, the folder of a course, or Markdown
 * @property {Picked[]} send by path
 * @property {string[]} left paths that are no part of it
 * @property {number} bytes
 * @property {string} name of what is sent
 */

export const MOST_FILES = 1000;
export const MOST_BYTES = 500_000_000;
/** So much is sent in one request; more goes piece by piece. */
export const SMALL_BYTES = 300_000;

const LITTER = /^(?:__macosx|\..*|thumbs\.db|desktop\.ini|.*~)$/i;
const isLitter = (/** @type {string} */ path) => path.split('/').some((part) => LITTER.test(part));
const isText = (/** @type {string} */ path) => /\.(?:md|markdown)$/i.test(path);
/** Sound and film shrink no further. */
const isPacked = (/** @type {string} */ path) =>
  /(?:^|\/)media\/|\.(?:webp|png|jpe?g)$/i.test(path);

/** What of the chosen files is sent. @param {Picked[]} picked @returns {Plan} */
export function planned(picked) {
  const [only] = picked;
  if (only && picked.length === 1 && !only.path.includes('/')) {
    return { kind: 'file', send: picked, left: [], bytes: only.file.size, name: only.file.name };
  }
  const clean = picked.filter(({ path }) => !isLitter(path));
  const isCourse = clean.some(({ path }) => /(?:^|\/)course\.yaml$/.test(path));
  const wanted = isCourse ? clean : clean.filter(({ path }) => isText(path));
  const send = named(isCourse ? wanted : wanted.map(plain)).sort(byPath);
  const kept = new Set(wanted);
  const top = picked[0]?.path.includes('/') ? picked[0].path.split('/')[0] : '';
  return {
    kind: isCourse ? 'course' : 'texts',
    send,
    left: picked.filter((one) => !kept.has(one)).map(({ path }) => path),
    bytes: send.reduce((sum, { file }) => sum + file.size, 0),
    name: `${safe(top || 'naskah')}.zip`,
  };
}

const byPath = (/** @type {Picked} */ a, /** @type {Picked} */ b) =>
  a.path < b.path ? -1 : Number(a.path > b.path);

/** Texts may be called anything on the author's own machine. @param {Picked} one @returns {Picked} */
const plain = ({ path, file }) => ({ path: path.split('/').map(safe).join('/'), file });

/** @param {string} name */
const safe = (name) =>
  name
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(-100) || 'naskah';

/** Two names that became one are told apart again. @param {Picked[]} list @returns {Picked[]} */
function named(list) {
  const taken = new Set();
  return list.map(({ path, file }) => {
    let free = path;
    for (let n = 2; taken.has(free.toLowerCase()); n++) free = path.replace(/(\.\w+)?$/, `-${n}$1`);
    taken.add(free.toLowerCase());
    return { path: free, file };
  });
}

/** The file to send. @param {Plan} plan @returns {Promise<File>} */
export async function gathered({ kind, send, name }) {
  if (kind === 'file') return /** @type {Picked} */ (send[0]).file;
  const { Zip, ZipDeflate, ZipPassThrough } = await import('fflate');
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const parts = [];
  const zip = new Zip((trouble, piece) => {
    if (trouble) throw trouble;
    parts.push(/** @type {Uint8Array<ArrayBuffer>} */ (piece));
  });
  for (const { path, file } of send) {
    const entry = isPacked(path) ? new ZipPassThrough(path) : new ZipDeflate(path, { level: 6 });
    entry.mtime = new Date(1980, 0, 1);
    zip.add(entry);
    // A film is read a little at a time.
    const pieces = file.stream().getReader();
    for (;;) {
      const { done, value } = await pieces.read();
      entry.push(value ?? new Uint8Array(), done);
      if (done) break;
    }
  }
  zip.end();
  const changed = Math.max(0, ...send.map(({ file }) => file.lastModified));
  return new File(parts, name, { type: 'application/zip', lastModified: changed });
}

/** What was chosen in a field for files or for a folder. @param {FileList|null} files @returns {Picked[]} */
export const chosen = (files) =>
  [...(files ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file }));

/** What was dropped, folders too. @param {DataTransfer|null} dropped @returns {Promise<Picked[]>} */
export async function dropped(dropped) {
  const entries = [...(dropped?.items ?? [])].map((item) => item.webkitGetAsEntry?.() ?? null);
  if (!entries.some(Boolean)) return chosen(dropped?.files ?? null);
  /** @type {Picked[]} */
  const found = [];
  for (const entry of entries) if (entry) await walk(entry, found);
  return found;
}

/** @param {FileSystemEntry} entry @param {Picked[]} found */
async function walk(entry, found) {
  const path = entry.fullPath.replace(/^\//, '');
  if (found.length > MOST_FILES || isLitter(path)) return;
  if (entry.isFile) {
    const one = /** @type {FileSystemFileEntry} */ (entry);
    const file = await new Promise((good, bad) => {
      one.file(good, bad);
    });
    found.push({ path, file: /** @type {File} */ (file) });
    return;
  }
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
  for (;;) {
    // A browser tells a hundred at a time.
    const some = /** @type {FileSystemEntry[]} */ (
      await new Promise((good, bad) => {
        reader.readEntries(good, bad);
      })
    );
    if (!some.length) return;
    for (const one of some) await walk(one, found);
  }
}

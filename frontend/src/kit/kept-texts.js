/**
 * Texts that are being written, kept on this device from the first keystroke on: one IndexedDB
 * database an account, apart from the learner's store, which it never touches.
 *
 * Each tab keeps its own text of a file, so that two tabs of one browser cannot overwrite each
 * other. A tab holds a lock as long as it lives; what is kept under a lock that nobody holds was
 * left by a tab that is gone, and the next one to open the file takes it over.
 */

/**
 * @typedef {object} Kept
 * @property {string} text as it was last typed
 * @property {string} base the server's text it was begun from
 * @property {number} revision the server's revision of that text
 * @property {number} at when it was kept, in milliseconds since 1970
 */

const VERSION = 1;

/** @template Value @param {IDBRequest<Value>} request @returns {Promise<Value>} */
const answer = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** @param {string} tab */
const lockOf = (tab) => `lentera-naskah ${tab}`;

/** Names of the tabs that are open now; without locks every other tab counts as gone. */
async function living() {
  const { held = [] } = (await globalThis.navigator?.locks?.query()) ?? {};
  return new Set(held.map((lock) => lock.name));
}

/** Held until the tab is gone. @param {string} tab */
const live = (tab) =>
  void globalThis.navigator?.locks
    ?.request(lockOf(tab), () => new Promise(() => {}))
    .catch(() => {});

/**
 * @param {string} account
 * @param {{factory?: IDBFactory, tab?: string, alive?: () => Promise<Set<string|undefined>>}} [options]
 */
export async function openKeptTexts(account, options = {}) {
  const { factory = indexedDB, tab = crypto.randomUUID(), alive = living } = options;
  const opening = factory.open(`lentera-naskah-${account}`, VERSION);
  opening.onupgradeneeded = () => {
    const made = opening.result;
    made.createObjectStore('texts', { keyPath: ['file', 'tab'] }).createIndex('file', 'file');
    made.createObjectStore('pages');
  };
  const database = await answer(opening);
  database.onversionchange = () => database.close();
  live(tab);

  /** @param {'texts'|'pages'} name @param {(store: IDBObjectStore) => void} deed */
  const change = (name, deed) =>
    /** @type {Promise<void>} */ (
      new Promise((resolve, reject) => {
        const writing = database.transaction(name, 'readwrite');
        writing.oncomplete = () => resolve();
        writing.onabort = writing.onerror = () => reject(writing.error);
        deed(writing.objectStore(name));
      })
    );

  return {
    /**
     * What this tab or one that is gone has kept of a file, the newest; it is this tab's from now on.
     *
     * @param {string} file @returns {Promise<Kept|null>}
     */
    async take(file) {
      const index = database.transaction('texts').objectStore('texts').index('file');
      const all = await answer(index.getAll(file));
      const tabs = await alive();
      const free = all
        .filter((one) => one.tab === tab || !tabs.has(lockOf(one.tab)))
        .sort((a, b) => b.at - a.at);
      const [newest] = free;
      if (!newest) return null;
      if (newest.tab !== tab) {
        await change('texts', (store) => {
          store.put({ ...newest, tab });
          store.delete([file, newest.tab]);
        });
      }
      const { text, base, revision, at } = newest;
      return { text, base, revision, at };
    },
    /** On the disk when it resolves. @param {string} file @param {Kept} kept */
    keep: (file, kept) => change('texts', (store) => store.put({ ...kept, file, tab })),
    /** The server has it. @param {string} file */
    drop: (file) => change('texts', (store) => store.delete([file, tab])),
    /** What a page needs to open without a line. @param {string} name @param {unknown} value */
    note: (name, value) => change('pages', (store) => store.put(value, name)),
    /** @param {string} name @returns {Promise<any>} */
    recall: (name) => answer(database.transaction('pages').objectStore('pages').get(name)),
    close: () => database.close(),
  };
}

/** @typedef {Awaited<ReturnType<typeof openKeptTexts>>} KeptTexts */

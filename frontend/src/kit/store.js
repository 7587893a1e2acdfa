/**
 * What one account keeps on this device: commands that wait, the journal of those that arrived,
 * and a few facts. One IndexedDB database an account, so that another person on the same phone
 * neither sees nor sends them.
 *
 * `waiting` is keyed by `seq`, which is given here, inside the transaction that writes the command:
 * two tabs can never share a number. A command is kept when its transaction has completed.
 */

/** @typedef {import('./command.js').Command} Command */
/** @typedef {import('./command.js').Result} Result */
/** @typedef {Command & {result: Result, settled_at: string}} Settled */

const VERSION = 1;

/** @template Value @param {IDBRequest<Value>} request @returns {Promise<Value>} */
const answer = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** @param {IDBTransaction} change @returns {Promise<void>} when it is on the disk, or never */
const completed = (change) =>
  new Promise((resolve, reject) => {
    change.oncomplete = () => resolve();
    change.onabort = change.onerror = () => reject(change.error);
  });

/**
 * Opens the account's database.
 *
 * @param {string} account
 * @param {IDBFactory} [factory]
 */
export async function openStore(account, factory = indexedDB) {
  const opening = factory.open(`lentera-${account}`, VERSION);
  opening.onupgradeneeded = () => {
    const made = opening.result;
    made.createObjectStore('waiting', { keyPath: 'seq' });
    made.createObjectStore('journal', { keyPath: 'id' });
    made.createObjectStore('facts');
  };
  const database = await answer(opening);
  // A newer version of the application must not wait for this tab to be closed.
  database.onversionchange = () => database.close();

  const reading = (/** @type {string} */ name) => database.transaction(name).objectStore(name);
  /**
   * One transaction over the stores named; settled once it is on the disk.
   *
   * @param {string[]} names
   * @param {(of: (name: string) => IDBObjectStore) => void} deed puts and deletes, without waiting
   */
  async function change(names, deed) {
    const writing = database.transaction(names, 'readwrite', { durability: 'strict' });
    const done = completed(writing);
    deed((name) => writing.objectStore(name));
    await done;
  }

  return {
    change,
    /** Number the command and write it; settled once it is on the disk. @param {Command} command */
    keep: (command) =>
      change(['waiting', 'facts'], (of) => {
        const last = of('facts').get('seq');
        last.onsuccess = () => {
          command.seq = (last.result ?? 0) + 1;
          of('facts').put(command.seq, 'seq');
          of('waiting').add(command);
        };
      }),
    /** What waits, oldest first. @param {number} [most] @returns {Promise<Command[]>} */
    waiting: (most) => answer(reading('waiting').getAll(null, most)),
    count: () => answer(reading('waiting').count()),
    /** @returns {Promise<Settled[]>} what the server has answered, newest last */
    journal: () => answer(reading('journal').getAll()),
    /** Move answered commands from those that wait to the journal. @param {[Command, Result][]} pairs */
    settle: (pairs) =>
      change(['waiting', 'journal'], (of) => {
        const settled_at = new Date().toISOString();
        for (const [command, result] of pairs) {
          of('waiting').delete(command.seq);
          of('journal').put({ ...command, result, settled_at });
        }
      }),
    /** @param {string} name @returns {Promise<any>} */
    fact: (name) => answer(reading('facts').get(name)),
    /** @param {string} name @param {unknown} [value] none: the fact is forgotten */
    note: (name, value) => change(['facts'], (of) => of('facts').put(value, name)),
    /** Note a value unless there is one; which it is then. @param {string} name @param {any} value */
    async once(name, value) {
      /** @type {IDBRequest|undefined} */
      let known;
      await change(['facts'], (of) => {
        const asked = (known = of('facts').get(name));
        asked.onsuccess = () => asked.result === undefined && of('facts').put(value, name);
      });
      return known?.result ?? value;
    },
    close: () => database.close(),
  };
}

/** @typedef {Awaited<ReturnType<typeof openStore>>} Store */

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
  const changing = (/** @type {string[]} */ ...names) =>
    database.transaction(names, 'readwrite', { durability: 'strict' });

  return {
    /** Number the command and write it; settled once it is on the disk. @param {Command} command */
    async keep(command) {
      const change = changing('waiting', 'facts');
      const kept = completed(change);
      const facts = change.objectStore('facts');
      const last = facts.get('seq');
      last.onsuccess = () => {
        command.seq = (last.result ?? 0) + 1;
        facts.put(command.seq, 'seq');
        change.objectStore('waiting').add(command);
      };
      await kept;
    },
    /** What waits, oldest first. @param {number} [most] @returns {Promise<Command[]>} */
    waiting: (most) => answer(reading('waiting').getAll(null, most)),
    count: () => answer(reading('waiting').count()),
    /** @returns {Promise<Settled[]>} what the server has answered, newest last */
    journal: () => answer(reading('journal').getAll()),
    /** Move answered commands from those that wait to the journal. @param {[Command, Result][]} pairs */
    async settle(pairs) {
      const change = changing('waiting', 'journal');
      const settled_at = new Date().toISOString();
      for (const [command, result] of pairs) {
        change.objectStore('waiting').delete(command.seq);
        change.objectStore('journal').put({ ...command, result, settled_at });
      }
      await completed(change);
    },
    /** Put changed commands in the place of those with the same number. @param {Command[]} commands */
    async rewrite(commands) {
      const change = changing('waiting');
      for (const command of commands) change.objectStore('waiting').put(command);
      await completed(change);
    },
    /** Forget entries of the journal. @param {string[]} ids */
    async forget(ids) {
      const change = changing('journal');
      for (const id of ids) change.objectStore('journal').delete(id);
      await completed(change);
    },
    /** @param {string} name @returns {Promise<any>} */
    fact: (name) => answer(reading('facts').get(name)),
    /** @param {string} name @param {unknown} value */
    async note(name, value) {
      const change = changing('facts');
      change.objectStore('facts').put(value, name);
      await completed(change);
    },
    /** Note a value unless there is one; which it is then. @param {string} name @param {any} value */
    async once(name, value) {
      const change = changing('facts');
      const facts = change.objectStore('facts');
      const known = facts.get(name);
      known.onsuccess = () => known.result === undefined && facts.put(value, name);
      await completed(change);
      return known.result ?? value;
    },
    close: () => database.close(),
  };
}

/** @typedef {Awaited<ReturnType<typeof openStore>>} Store */

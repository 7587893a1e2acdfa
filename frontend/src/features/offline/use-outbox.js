/** The outbox as a page shows it; its code comes when the page is there. */
import { useEffect, useState } from 'preact/hooks';
import { me } from '../../kit/session.js';

/** @typedef {import('../../kit/command.js').Command} Command */
/** @typedef {import('../../kit/store.js').Settled} Settled */

const KEPT_DAYS = 30;

/** @param {import('../../kit/store.js').Store|null} store @param {string[]} ids of the journal */
const forget = async (store, ids) =>
  store?.change(['journal'], (of) => ids.forEach((id) => of('journal').delete(id)));

/** What was received long ago goes; what was refused stays until it is seen. @param {Settled[]} journal */
const outdated = (journal) =>
  journal
    .filter(({ result, settled_at }) => {
      const days = (Date.now() - Date.parse(settled_at)) / 86_400_000;
      return result.status !== 'rejected' && days > KEPT_DAYS;
    })
    .map(({ id }) => id);

export function useOutbox() {
  const [waiting, setWaiting] = useState(/** @type {Command[]|null} */ (null));
  const [journal, setJournal] = useState(/** @type {Settled[]} */ ([]));
  const [brought, setBrought] = useState(
    /** @type {import('../../offline/brought.js').Brought[]} */ ([]),
  );
  const [titles, setTitles] = useState(/** @type {Record<string, string>} */ ({}));
  const [state, setState] = useState('idle');
  const [skew, setSkew] = useState(0);

  async function read() {
    const { outbox, skew: heard } = await import('../../kit/commands.js');
    const store = await outbox.store;
    setSkew(heard());
    if (!store) return setWaiting([]);
    setWaiting(await store.waiting());
    const all = await store.journal();
    setJournal(all.sort((a, b) => (a.settled_at < b.settled_at ? 1 : -1)));
  }

  useEffect(() => {
    /** @type {(() => void)|undefined} */
    let stop;
    let isGone = false;
    void (async () => {
      const { listen, outbox } = await import('../../kit/commands.js');
      const store = await outbox.store;
      const old = outdated((await store?.journal()) ?? []);
      if (old.length) await forget(store, old);
      if (await store?.fact('exported')) {
        void import('./more.jsx').then((carried) => carried.brought()).then(setBrought);
      }
      const { downloads } = await import('../../offline/downloads.js');
      const known = await downloads();
      setTitles(
        Object.fromEntries(
          known.flatMap(({ manifest }) => manifest.activities.map(({ id, title }) => [id, title])),
        ),
      );
      if (isGone) return;
      stop = listen((snapshot) => {
        setState(snapshot.state);
        void read();
      });
    })();
    return () => {
      isGone = true;
      stop?.();
    };
  }, []);

  return {
    waiting,
    journal,
    brought,
    titles,
    state,
    skew,
    flush: async () => (await import('../../kit/commands.js')).flush(),
    forget: async (/** @type {string[]} */ ids) => {
      const { outbox } = await import('../../kit/commands.js');
      await forget(await outbox.store, ids);
      await read();
    },
    exportFile: async () => (await import('./more.jsx')).saveFile(me.value?.id ?? ''),
  };
}

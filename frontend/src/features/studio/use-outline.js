/**
 * The outline of a draft and the acts on it. An act shows at once, is kept on this device, and is
 * sent in order; a line that drops loses none. Where somebody else changed the outline meanwhile, an
 * act that still means the same is done over theirs; any other is given back with its words.
 */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { ApiProblem } from '../../kit/api.js';
import * as api from './api.js';
import { shelf } from './shelf.js';
import { applied, idsOf, isDone, stillMeans } from './structure.js';

/** @typedef {import('../../kit/api-types-studio').DraftOutline} Outline */
/** @typedef {import('./structure.js').Act} Act */
/** @typedef {{act: Act, problem: Error|null}} GivenBack `problem` null: the outline changed under it */
/**
 * `known`: the ids of what was there when the first act went out, null if it did not yet. A tab may
 * close before the answer comes; the next one tells by them what was added already.
 *
 * @typedef {{acts: Act[], known: (string|null)[]|null}} Waiting
 */

const RETRY_MS = 5000;
const PRESENCE_MS = 20_000;
const LOOK_MS = 60_000;
// An outline that changes each time we come is somebody at work; they are not raced for ever.
const MOST_TRIES = 5;

/** @param {string} id */
export function useOutline(id) {
  const [outline, setOutline] = useState(/** @type {Outline|null} */ (null));
  const [problem, setProblem] = useState(/** @type {Error|null} */ (null));
  const [queue, setQueue] = useState(/** @type {Act[]} */ ([]));
  const [givenBack, setGivenBack] = useState(/** @type {GivenBack[]} */ ([]));
  const [state, setState] = useState(/** @type {'saved'|'sending'|'waiting'} */ ('saved'));
  const local = useRef(/** @type {ReturnType<typeof shelf<Waiting>>} */ (shelf('acts', id)));
  const now = useRef({
    outline: /** @type {Outline|null} */ (null),
    queue: /** @type {Act[]} */ ([]),
    known: /** @type {(string|null)[]|null} */ (null),
    sending: false,
    gone: false,
    timer: 0,
  });

  const take = useCallback((/** @type {Outline} */ read) => {
    now.current.outline = read;
    if (!now.current.gone) setOutline(read);
  }, []);
  const wait = useCallback(
    (/** @type {Act[]} */ acts, /** @type {(string|null)[]|null} */ known) => {
      now.current.queue = acts;
      now.current.known = known;
      local.current.keep(acts.length ? { acts, known } : null);
      if (!now.current.gone) setQueue(acts);
    },
    [],
  );
  const giveBack = useCallback(
    (/** @type {Act} */ act, /** @type {Error|null} */ trouble) =>
      setGivenBack((old) => [...old, { act, problem: trouble }]),
    [],
  );

  /** The first act that waits. True: go on with the next. */
  const sendOne = useCallback(async () => {
    const mine = now.current;
    const [act] = mine.queue;
    let over = mine.outline;
    if (!act || !over) return false;
    const known = mine.known ?? idsOf(over);
    const wentOut = mine.known !== null;
    wait(mine.queue, known);
    for (let tries = 0; !(wentOut && isDone(known, over, act)); tries += 1) {
      try {
        take(await api.act(id, act, over.revision));
        break;
      } catch (trouble) {
        if (!(trouble instanceof ApiProblem) || trouble.status >= 500) throw trouble;
        if (trouble.status !== 409 || tries === MOST_TRIES) {
          giveBack(act, trouble);
          break;
        }
        over = await api.outline(id);
        take(over);
        if (isDone(known, over, act)) break;
        if (!stillMeans(over, act)) {
          giveBack(act, null);
          break;
        }
      }
    }
    wait(mine.queue.slice(1), null);
    return mine.queue.length > 0;
  }, [id]);

  const send = useCallback(async () => {
    const mine = now.current;
    clearTimeout(mine.timer);
    if (mine.sending || !mine.queue.length || !mine.outline) return;
    mine.sending = true;
    setState('sending');
    try {
      while (await sendOne());
      setState('saved');
    } catch {
      setState('waiting');
      if (!mine.gone) mine.timer = window.setTimeout(() => void send(), RETRY_MS);
    } finally {
      mine.sending = false;
    }
  }, [sendOne]);

  const reload = useCallback(async () => {
    setProblem(null);
    try {
      const read = await api.outline(id);
      if (!now.current.sending) take(read);
      void send();
    } catch (trouble) {
      setProblem(/** @type {Error} */ (trouble));
    }
  }, [id, send]);

  useEffect(() => {
    const mine = now.current;
    const kept = local.current.read();
    wait(kept?.acts ?? [], kept?.known ?? null);
    void reload();
    const here = () => {
      if (document.hidden || !navigator.onLine) return;
      api.here(id, null).then(
        ({ present }) => mine.outline && take({ ...mine.outline, present }),
        () => undefined,
      );
    };
    const look = async () => {
      if (document.hidden || mine.sending || mine.queue.length) return;
      const read = await api.outline(id).catch(() => null);
      if (read && !mine.sending && !mine.queue.length) take(read);
    };
    here();
    const timers = [setInterval(here, PRESENCE_MS), setInterval(() => void look(), LOOK_MS)];
    const online = () => void (mine.outline ? send() : reload());
    addEventListener('online', online);
    return () => {
      mine.gone = true;
      clearTimeout(mine.timer);
      timers.forEach(clearInterval);
      removeEventListener('online', online);
    };
  }, [id]);

  /** @param {Act} act */
  function doAct(act) {
    wait([...now.current.queue, act], now.current.known);
    void send();
  }

  return {
    /** As the person sees it: the server's, with what waits done to it. */
    shown: outline && queue.reduce(applied, outline),
    problem,
    state: queue.length && state === 'saved' ? 'sending' : state,
    waiting: queue.length,
    givenBack,
    dismiss: () => setGivenBack([]),
    act: doAct,
    reload,
    take,
  };
}

/** @typedef {ReturnType<typeof useOutline>} OutlineHand */

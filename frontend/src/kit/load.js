/** One way to load what a page shows: the first HTML's data, then the API. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { fresher } from './beside.js';

/**
 * @template Value
 * @typedef {object} Loaded
 * @property {Value|null} value
 * @property {Error|null} problem the latest try failed; `value` may still hold what was there before
 * @property {boolean} loading
 * @property {() => Promise<void>} reload
 * @property {(value: Value) => void} set put a fresher value in place
 */

/** @typedef {{path: string, data: any, kept: boolean}} Inlined `kept`: the device's, so the server may have newer */
/** @type {Inlined|null} */
let inlined = null;

/** What was put beside the page; used once, by the page of that path. */
export function offerInlined(
  /** @type {string} */ path,
  /** @type {unknown} */ data,
  kept = false,
) {
  inlined = data == null ? null : { path, data, kept };
}

/** @param {string} path */
function takeInlined(path) {
  const found = inlined?.path === path ? inlined : null;
  inlined = null;
  return found;
}

/**
 * @template Value
 * @param {string} key what is shown; another key loads anew
 * @param {(signal: AbortSignal) => Promise<Value>} ask
 * @returns {Loaded<Value>}
 */
export function useLoaded(key, ask) {
  const start = useRef(/** @type {Inlined|null|undefined} */ (undefined));
  if (start.current === undefined) start.current = takeInlined(location.pathname);
  const [state, setState] = useState({
    key,
    value: /** @type {Value|null|undefined} */ (start.current?.data),
    problem: /** @type {Error|null} */ (null),
    loading: !start.current,
  });
  const asking = useRef(/** @type {AbortController|null} */ (null));

  const reload = useCallback(async () => {
    asking.current?.abort();
    const mine = (asking.current = new AbortController());
    setState((old) => ({ ...old, key, problem: null, loading: true }));
    try {
      const value = await ask(mine.signal);
      if (!mine.signal.aborted) setState({ key, value, problem: null, loading: false });
    } catch (problem) {
      if (mine.signal.aborted) return;
      setState((old) => ({ ...old, problem: /** @type {Error} */ (problem), loading: false }));
    }
  }, [key]);

  useEffect(() => {
    const given = start.current;
    start.current = null;
    if (!given || given.kept) void reload();
    return () => asking.current?.abort();
  }, [key]);

  // What is shown came from the device and the server has something newer.
  const count = fresher.value;
  const seen = useRef(count);
  useEffect(() => {
    if (seen.current === count) return;
    seen.current = count;
    void reload();
  }, [count]);

  const set = useCallback(
    (/** @type {Value} */ value) => setState((old) => ({ ...old, value })),
    [],
  );
  return {
    value: state.value ?? null,
    problem: state.problem,
    loading: state.loading,
    reload,
    set,
  };
}

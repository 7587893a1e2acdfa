/** The questions of a bank that are looked for; what is looked for stands in the address. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { useLoaded } from '../../kit/load.js';
import * as api from './api.js';

const PAGE = 50;
const TYPING_MS = 250;
const NAMES = ['q', 'kind', 'competency', 'difficulty', 'tag', 'status', 'due'];

/** @typedef {Record<string, string>} Asked names of NAMES; what is left out is not asked for */

/** @returns {Asked} */
function fromAddress() {
  const search = new URLSearchParams(location.search);
  return Object.fromEntries(
    NAMES.flatMap((name) => (search.get(name) ? [[name, search.get(name) ?? '']] : [])),
  );
}

/** @param {Asked} asked */
function toAddress(asked) {
  const search = new URLSearchParams(asked).toString();
  history.replaceState(history.state, '', location.pathname + (search && `?${search}`));
}

/** @param {string} slug */
export function useQuestions(slug) {
  const [asked, setAsked] = useState(fromAddress);
  const [typed, setTyped] = useState(asked.q ?? '');
  const [facets, setFacets] = useState(/** @type {api.Facets|null} */ (null));
  const key = `${slug} ${JSON.stringify(asked)}`;
  const now = useRef(key);
  now.current = key;

  /** @param {string} name @param {string} value '' takes it out */
  function ask(name, value) {
    setAsked((old) => {
      const next = { ...old };
      if (value) next[name] = value;
      else delete next[name];
      toAddress(next);
      return next;
    });
  }
  useEffect(() => {
    if (typed.trim() === (asked.q ?? '')) return;
    const timer = setTimeout(() => ask('q', typed.trim()), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed]);

  const list = useLoaded(key, async (signal) => {
    const page = await api.questions(slug, { ...asked, limit: PAGE }, signal);
    if (page.facets) setFacets(page.facets);
    return page;
  });

  async function more() {
    const old = /** @type {api.Rows} */ (list.value);
    const page = await api.questions(slug, { ...asked, limit: PAGE, after: old.next });
    if (now.current !== key) return;
    list.set({ items: [...old.items, ...page.items], next: page.next, facets: old.facets });
  }

  function clear() {
    setTyped('');
    setAsked({});
    toAddress({});
  }

  return { asked, ask, typed, setTyped, facets, list, more, clear };
}

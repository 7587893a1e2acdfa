/** Downloads as a page shows them; the code that fetches comes when the page is there. */
import { useEffect, useState } from 'preact/hooks';
import { ConnectionLost } from '../../kit/connection.js';
import { t } from '../../kit/offline-i18n.js';

/** @typedef {import('../../offline/downloads.js').Download} Download */
/** @typedef {import('../../offline/downloads.js').Manifest} Manifest */
/** @typedef {import('../../offline/downloads.js').Extra} Extra */

const manager = () => import('../../offline/downloads.js');
/** What fetches is on the device only with a download. */
const fetching = () =>
  import('../../offline/fetching.js').catch(() => Promise.reject(new ConnectionLost()));

/** A full device is told by its name alone. @param {Error} trouble */
const inWords = (trouble) =>
  /^(NoRoom|QuotaExceededError)$/.test(trouble.name) ? new Error(t('noRoom')) : trouble;

export function useDownloads() {
  const [list, setList] = useState(/** @type {Download[]} */ ([]));
  const [offered, setOffered] = useState(/** @type {Manifest|null} */ (null));
  const [space, setSpace] = useState(
    /** @type {{free: number, used: number, quota: number}|null} */ (null),
  );
  const [old, setOld] = useState(/** @type {string[]} */ ([]));
  const [isAble, setAble] = useState(true);
  const [problem, setProblem] = useState(/** @type {Error|null} */ (null));

  const show = (/** @type {Download} */ one) =>
    setList((all) => {
      const { slug } = one.manifest.course;
      const rest = all.filter(({ manifest }) => manifest.course.slug !== slug);
      return [...rest, one].sort((a, b) =>
        a.manifest.course.title < b.manifest.course.title ? -1 : 1,
      );
    });

  async function begin(/** @type {Extra[]} */ extras, slug = offered?.course.slug ?? '') {
    const { room } = await manager();
    if (offered?.course.slug === slug) setOffered(null);
    history.replaceState(null, '', location.pathname);
    try {
      const { download } = await fetching();
      await download(slug, extras, show);
      setOld((all) => all.filter((one) => one !== slug));
    } catch (trouble) {
      setProblem(inWords(/** @type {Error} */ (trouble)));
    }
    setSpace(await room());
  }

  /** What a cut or a closed tab interrupted goes on; what was paused waits; the rest may be old. @param {Download[]} found */
  async function goOn(found) {
    for (const { state, extras, manifest } of found) {
      if (state === 'loading' || state === 'waiting') void begin(extras, manifest.course.slug);
    }
    for (const one of found.filter(({ state }) => state === 'done')) {
      const isOld = await fetching()
        .then(({ isOutdated }) => isOutdated(one))
        .catch(() => false);
      if (isOld) setOld((all) => [...all, one.manifest.course.slug]);
    }
  }

  useEffect(() => {
    void (async () => {
      const { canDownload, downloads, downloadOf, room } = await manager();
      if (!canDownload()) return setAble(false);
      const found = await downloads();
      found.forEach(show);
      setSpace(await room());
      if (navigator.onLine) void goOn(found);
      else addEventListener('online', () => void goOn(found), { once: true });
      const slug = new URLSearchParams(location.search).get('unduh');
      if (slug && !(await downloadOf(slug))) {
        await fetching()
          .then(({ manifestOf }) => manifestOf(slug))
          .then(setOffered, setProblem);
      }
    })();
  }, []);

  return {
    list,
    offered,
    space,
    old,
    isAble,
    problem,
    begin,
    stop: async (/** @type {string} */ slug) => (await manager()).pauseDownload(slug),
    remove: async (/** @type {string} */ slug) => {
      const { removeDownload, room } = await manager();
      await removeDownload(slug);
      setList((all) => all.filter(({ manifest }) => manifest.course.slug !== slug));
      setSpace(await room());
    },
  };
}

/** Downloads as a page shows them; the code that fetches comes when the page is there. */
import { useEffect, useState } from 'preact/hooks';

/** @typedef {import('../../offline/downloads.js').Download} Download */
/** @typedef {import('../../offline/downloads.js').Manifest} Manifest */
/** @typedef {import('../../offline/downloads.js').Extra} Extra */

const manager = () => import('../../offline/downloads.js');

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
    const { download, room } = await manager();
    if (offered?.course.slug === slug) setOffered(null);
    history.replaceState(null, '', location.pathname);
    try {
      await download(slug, extras, show);
      setOld((all) => all.filter((one) => one !== slug));
    } catch (trouble) {
      setProblem(/** @type {Error} */ (trouble));
    }
    setSpace(await room());
  }

  useEffect(() => {
    void (async () => {
      const { canDownload, downloads, downloadOf, isOutdated, manifestOf, room } = await manager();
      if (!canDownload()) return setAble(false);
      const found = await downloads();
      found.forEach(show);
      setSpace(await room());
      // What a cut or a closed tab interrupted goes on; what was paused waits.
      for (const { state, extras, manifest } of found) {
        if (state === 'loading' || state === 'waiting') void begin(extras, manifest.course.slug);
      }
      const slug = new URLSearchParams(location.search).get('unduh');
      if (slug && !(await downloadOf(slug))) {
        await manifestOf(slug).then(setOffered, setProblem);
      }
      for (const one of found.filter(({ state }) => state === 'done')) {
        const isOld = await isOutdated(one).catch(() => false);
        if (isOld) setOld((all) => [...all, one.manifest.course.slug]);
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

import { describe, expect, it } from 'vitest';
import { applied, idsOf, isDone, standing, stepped, stillMeans } from './structure.js';

/** @typedef {import('./structure.js').Act} Act */

const activity = (/** @type {string} */ slug) => ({
  ...{ slug, id: `id-${slug}`, kind: 'lesson', title: slug.toUpperCase(), title_en: null },
  ...{
    summary: '',
    minutes: 5,
    required: true,
    files: { id: `${slug}.md` },
    changed: false,
    findings: 0,
  },
});
const module = (/** @type {string} */ slug, /** @type {string} */ activities) => ({
  ...{ slug, id: `id-${slug}`, title: slug.toUpperCase(), title_en: null, summary: '' },
  ...{ findings: 0, revision: 1, activities: [...activities].map(activity) },
});
/** "m:abc n:d" @param {string} text @returns {any} */
const outline = (text) => ({
  revision: 1,
  modules: text.split(' ').map((one) => {
    const [slug = '', activities = ''] = one.split(':');
    return module(slug, activities);
  }),
});
const told = (/** @type {any} */ { modules }) =>
  modules
    .map(
      (/** @type {any} */ one) =>
        `${one.slug}:${one.activities.map((/** @type {any} */ a) => a.slug || '+').join('')}`,
    )
    .join(' ');

describe('steps', () => {
  it.each([
    ['m:abc n:d', { module: 'm', activity: 'b' }, -1, 'm:bac n:d'],
    ['m:abc n:d', { module: 'm', activity: 'b' }, 1, 'm:acb n:d'],
    ['m:abc n:d', { module: 'm', activity: 'c' }, -1, 'm:acb n:d'],
    ['m:abc n:d', { module: 'm', activity: 'c' }, 1, 'm:ab n:cd'],
    ['m:abc n:d', { module: 'n', activity: 'd' }, -1, 'm:abcd n:'],
    ['m: n:d', { module: 'n', activity: 'd' }, -1, 'm:d n:'],
    ['m:a n: o:', { module: 'm' }, 1, 'n: m:a o:'],
    ['m:a n: o:', { module: 'o' }, -1, 'm:a o: n:'],
    ['m:a n: o:', { module: 'n' }, -1, 'n: m:a o:'],
  ])('%s, %o by %i is %s', (before, place, by, after) => {
    const start = outline(before);
    const act = /** @type {Act} */ (stepped(start, place, /** @type {-1|1} */ (by)));
    expect(told(applied(start, act))).toBe(after);
    expect(told(start)).toBe(before);
  });

  it.each([
    [{ module: 'm', activity: 'a' }, -1],
    [{ module: 'n', activity: 'b' }, 1],
    [{ module: 'm' }, -1],
    [{ module: 'n' }, 1],
    [{ module: 'gone' }, 1],
  ])('%o goes no further by %i', (place, by) => {
    expect(stepped(outline('m:a n:b'), place, /** @type {-1|1} */ (by))).toBeNull();
  });

  it('there and back leaves all as it was', () => {
    const start = outline('m:abc n:de o:');
    for (const place of [
      { module: 'm', activity: 'c' },
      { module: 'n', activity: 'e' },
      { module: 'n' },
    ]) {
      const down = applied(start, /** @type {Act} */ (stepped(start, place, 1)));
      const now = down.modules.find(
        (one) => !place.activity || one.activities.some(({ slug }) => slug === place.activity),
      );
      const back = { ...place, module: place.activity ? (now?.slug ?? '') : place.module };
      expect(told(applied(down, /** @type {Act} */ (stepped(down, back, -1))))).toBe(told(start));
    }
  });
});

describe('acts', () => {
  it.each(
    /** @type {[Act, string][]} */ ([
      [{ act: 'add-module', title: 'Baru' }, 'm:ab n:c :'],
      [{ act: 'add-module', title: 'Baru', after: 'm' }, 'm:ab : n:c'],
      [{ act: 'add-activity', module: 'm', kind: 'quiz', title: 'Kuis' }, 'm:ab+ n:c'],
      [{ act: 'remove', module: 'm', activity: 'a', seen: 'A' }, 'm:b n:c'],
      [{ act: 'remove', module: 'm', seen: 'M' }, 'n:c'],
      [{ act: 'move', module: 'm', activity: 'a', to: 'n', after: 'c' }, 'm:b n:ca'],
      [{ act: 'move', module: 'm', activity: 'a', to: 'gone', after: null }, 'm:ab n:c'],
    ]),
  )('%o', (act, after) => expect(told(applied(outline('m:ab n:c'), act))).toBe(after));

  it('are known again when only their answer was lost', () => {
    const before = outline('m:ab n:c');
    const moves = /** @type {Act} */ ({ act: 'move', module: 'm', activity: 'a', after: 'b' });
    const adds = /** @type {Act} */ ({ act: 'add-module', title: 'O' });
    const names = /** @type {Act} */ ({
      ...{ act: 'rename', module: 'm', title: 'Lain', title_en: null, seen: 'M' },
    });
    for (const act of [moves, names]) {
      expect(isDone(idsOf(before), before, act)).toBe(false);
      expect(isDone(idsOf(before), applied(before, act), act)).toBe(true);
    }
    expect(isDone(idsOf(before), before, adds)).toBe(false);
    expect(isDone(idsOf(before), outline('m:ab n:c o:'), adds)).toBe(true);
    // Somebody else's of the same title was there before.
    expect(isDone(idsOf(outline('m:ab o:')), outline('m:ab o:'), adds)).toBe(false);
  });

  it('mean nothing where others took away or renamed what they are about', () => {
    const now = outline('m:ab n:c');
    const meant = (/** @type {any} */ act) => stillMeans(now, act);
    expect(meant({ act: 'move', module: 'm', activity: 'a', after: 'b' })).toBe(true);
    expect(meant({ act: 'move', module: 'm', activity: 'a', after: 'gone' })).toBe(false);
    expect(meant({ act: 'move', module: 'm', activity: 'a', to: 'n', after: 'c' })).toBe(true);
    expect(meant({ act: 'move', module: 'm', activity: 'a', to: 'gone', after: null })).toBe(false);
    expect(meant({ act: 'move', module: 'm', after: 'n' })).toBe(true);
    expect(meant({ act: 'remove', module: 'm', activity: 'x', seen: 'X' })).toBe(false);
    expect(meant({ act: 'rename', module: 'm', title: 'L', title_en: null, seen: 'M' })).toBe(true);
    expect(meant({ act: 'rename', module: 'm', title: 'L', title_en: null, seen: 'K' })).toBe(
      false,
    );
    expect(meant({ act: 'add-activity', module: 'gone', kind: 'lesson', title: 'L' })).toBe(false);
  });

  it('say where a thing stands', () => {
    expect(standing(outline('m:ab n:c'), { module: 'm', activity: 'b' })).toEqual({
      ...{ n: 2, of: 2 },
    });
    expect(standing(outline('m:ab n:c'), { module: 'n' })).toEqual({ n: 2, of: 2 });
  });
});

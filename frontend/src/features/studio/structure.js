/**
 * Acts on a course's outline as they look before the server has answered, and whether an act still
 * means what its person saw once somebody else has changed the outline. Pure.
 */

/** @typedef {import('../../kit/api-types-studio').DraftOutline} Outline */
/** @typedef {import('../../kit/api-types-studio').OutlineModule} Module */
/** @typedef {import('../../kit/api-types-studio').OutlineActivity} Activity */

/**
 * One wish. `seen` is the title that was there when it was made; `after` null: the first of its list.
 *
 * @typedef {{act: 'add-module', title: string, after?: string}
 *  | {act: 'add-activity', module: string, kind: string, tool?: string, title: string, after?: string}
 *  | {act: 'move', module: string, activity?: string, to?: string, after: string|null}
 *  | {act: 'rename', module: string, activity?: string, title: string, title_en: string|null, summary?: string, seen: string}
 *  | {act: 'remove', module: string, activity?: string, seen: string}
 *  | {act: 'set-required', module: string, activity: string, required: boolean}} Act
 */
/** @typedef {{module: string, activity?: string}} Place what an act is about */

const moduleOf = (/** @type {Outline} */ outline, /** @type {string} */ slug) =>
  outline.modules.find((one) => one.slug === slug);
const activityOf = (/** @type {Module|undefined} */ module, /** @type {string} */ slug) =>
  module?.activities.find((one) => one.slug === slug);

/** What stands at a place. @param {Outline} outline @param {Place} place @returns {Module|Activity|undefined} */
export function at(outline, { module, activity }) {
  const found = moduleOf(outline, module);
  return activity === undefined ? found : activityOf(found, activity);
}

/**
 * @template {{slug: string}} One
 * @param {One[]} list @param {One} one @param {string|null|undefined} after unknown or left out: the last
 */
function inserted(list, one, after) {
  if (after === null) return [one, ...list];
  const place = list.findIndex(({ slug }) => slug === after);
  return place < 0 ? [...list, one] : [...list.slice(0, place + 1), one, ...list.slice(place + 1)];
}

/**
 * @template {{slug: string}} One
 * @param {One[]} list @param {string} slug
 */
const without = (list, slug) => list.filter((one) => one.slug !== slug);

/** @param {Outline} outline @param {string} slug @param {(module: Module) => Module} change */
const inModule = (outline, slug, change) => ({
  ...outline,
  modules: outline.modules.map((one) => (one.slug === slug ? change(one) : one)),
});

/** @param {Outline} outline @param {Place} place @param {Partial<Module & Activity>} values */
const withValues = (outline, { module, activity }, values) =>
  inModule(outline, module, (found) =>
    activity === undefined
      ? /** @type {Module} */ ({ ...found, ...values })
      : {
          ...found,
          activities: found.activities.map((one) =>
            one.slug === activity ? { ...one, ...values } : one,
          ),
        },
  );

/** @param {Outline} outline @param {Extract<Act, {act: 'move'}>} act */
function moved(outline, { module, activity, to = module, after }) {
  const from = moduleOf(outline, module);
  if (!from) return outline;
  if (activity === undefined) {
    return { ...outline, modules: inserted(without(outline.modules, module), from, after) };
  }
  const one = activityOf(from, activity);
  if (!one || !moduleOf(outline, to)) return outline;
  const left = inModule(outline, module, (found) => ({
    ...found,
    activities: without(found.activities, activity),
  }));
  return inModule(left, to, (found) => ({
    ...found,
    activities: inserted(found.activities, one, after),
  }));
}

/** @param {Outline} outline @param {Act} act @returns {Outline} */
export function applied(outline, act) {
  switch (act.act) {
    case 'add-module': {
      const made = {
        ...{ slug: '', id: '', title: act.title, title_en: null, revision: 0 },
        ...{ summary: '', summary_en: null },
        findings: 0,
        activities: [],
      };
      return { ...outline, modules: inserted(outline.modules, made, act.after) };
    }
    case 'add-activity': {
      const made = /** @type {Activity} */ ({
        ...{ slug: '', id: '', kind: act.kind, title: act.title, title_en: null, minutes: null },
        summary: '',
        ...{ required: true, files: { id: '' }, changed: true, findings: 0 },
      });
      return inModule(outline, act.module, (found) => ({
        ...found,
        activities: inserted(found.activities, made, act.after),
      }));
    }
    case 'move':
      return moved(outline, act);
    case 'rename': {
      const { title, title_en, summary } = act;
      return withValues(outline, act, {
        title,
        title_en,
        ...(summary === undefined ? {} : { summary }),
      });
    }
    case 'remove': {
      const { module, activity } = act;
      if (activity === undefined) {
        return { ...outline, modules: without(outline.modules, module) };
      }
      return inModule(outline, module, (found) => ({
        ...found,
        activities: without(found.activities, activity),
      }));
    }
    case 'set-required':
      return withValues(outline, act, { required: act.required });
  }
}

/** Of every module and activity; null where a file names none. @param {Outline} outline @returns {(string|null)[]} */
export const idsOf = (outline) =>
  outline.modules.flatMap((one) => [one.id, ...one.activities.map(({ id }) => id)]);

/** What is there now that was not before. @param {(string|null)[]} known @param {Outline} after @param {Act & {title: string}} act */
function isNew(known, after, act) {
  const list = 'module' in act ? (moduleOf(after, act.module)?.activities ?? []) : after.modules;
  return list.some((one) => one.title === act.title && !known.includes(one.id));
}

/**
 * Whether `after` has the act in it already: its answer was lost on the way.
 *
 * @param {(string|null)[]} known the ids of what was there when the act first went out
 * @param {Outline} after @param {Act} act
 */
export function isDone(known, after, act) {
  switch (act.act) {
    case 'add-module':
    case 'add-activity':
      return isNew(known, after, act);
    case 'remove':
      return at(after, act) === undefined;
    case 'rename': {
      const found = at(after, act);
      return found?.title === act.title && (found.title_en ?? null) === act.title_en;
    }
    case 'move':
      return shape(applied(after, act)) === shape(after);
    case 'set-required':
      return /** @type {Activity|undefined} */ (at(after, act))?.required === act.required;
  }
}

/** Order alone. @param {Outline} outline */
const shape = (outline) =>
  JSON.stringify(
    outline.modules.map(({ slug, activities }) => [slug, activities.map((one) => one.slug)]),
  );

/**
 * Whether the act may be done over an outline that somebody else changed: what it is about is still
 * there, and nobody gave it another name meanwhile.
 *
 * @param {Outline} outline @param {Act} act
 */
export function stillMeans(outline, act) {
  if (act.act === 'add-module') return true;
  if (act.act === 'add-activity') return moduleOf(outline, act.module) !== undefined;
  const found = at(outline, act);
  if (!found) return false;
  if (act.act === 'rename' || act.act === 'remove') return found.title === act.seen;
  if (act.act !== 'move') return true;
  const list = act.activity === undefined ? outline : moduleOf(outline, act.to ?? act.module);
  if (!list) return false;
  const others = 'modules' in list ? list.modules : list.activities;
  return act.after === null || others.some(({ slug }) => slug === act.after);
}

/**
 * One step up (-1) or down (1). An activity at the edge of its module goes over into the next one.
 *
 * @param {Outline} outline @param {Place} place @param {-1|1} by
 * @returns {Act|null} null where there is no further
 */
export function stepped(outline, { module, activity }, by) {
  const place = outline.modules.findIndex(({ slug }) => slug === module);
  const list = activity === undefined ? outline.modules : outline.modules[place]?.activities;
  const now = list?.findIndex(({ slug }) => slug === (activity ?? module)) ?? -1;
  if (!list || now < 0) return null;
  const next = now + by;
  if (next >= 0 && next < list.length) {
    const after = by > 0 ? list[next] : list[now - 2];
    return { act: 'move', module, activity, after: after?.slug ?? null };
  }
  const other = activity === undefined ? undefined : outline.modules[place + by];
  if (!other?.slug) return null;
  const last = by < 0 ? other.activities.at(-1)?.slug : undefined;
  return { act: 'move', module, activity, to: other.slug, after: last ?? null };
}

/**
 * Where something stands, counted from 1.
 *
 * @param {Outline} outline @param {Place} place
 * @returns {{n: number, of: number}}
 */
export function standing(outline, { module, activity }) {
  const found = moduleOf(outline, module);
  const list = activity === undefined ? outline.modules : (found?.activities ?? []);
  return {
    n: list.findIndex(({ slug }) => slug === (activity ?? module)) + 1,
    of: list.length,
  };
}

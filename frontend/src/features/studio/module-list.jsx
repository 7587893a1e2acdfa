/** The modules with their activities, in order. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { plus } from '../../icons-staff.json';
import { summaryOf, titleOf } from '../../kit/titles.js';
import { announce } from '../../ui/announce.jsx';
import { Icon } from '../../ui/icon.jsx';
import { ActivityRow, byKeys, Grip, Moves } from './activity-row.jsx';
import { AddDialog } from './add-dialog.jsx';
import { ItemDialog } from './item-dialog.jsx';
import { applied, standing, stepped } from './structure.js';
import { useDrag } from './use-drag.js';
import { t } from './words.js';

/** @typedef {import('../../kit/api-types-studio').DraftOutline} Outline */
/** @typedef {import('./structure.js').Act} Act */
/** @typedef {import('./structure.js').Place} Place */

/** @param {{outline: Outline, act: (act: Act) => void}} props `outline`: as the person sees it */
export function ModuleList({ outline, act }) {
  const [adding, setAdding] = useState(/** @type {{module: string|null}|null} */ (null));
  const [opened, setOpened] = useState(/** @type {Place|null} */ (null));
  const toFocus = useRef('');
  const drag = useDrag((moved, { place, below }) => {
    const list =
      moved.activity === undefined
        ? outline.modules
        : (outline.modules.find(({ slug }) => slug === place.module)?.activities ?? []);
    const slugs = list
      .map(({ slug }) => slug)
      .filter((slug) => slug !== (moved.activity ?? moved.module));
    const mark = moved.activity === undefined ? place.module : place.activity;
    const at = mark === undefined ? slugs.length : slugs.indexOf(mark) + (below ? 1 : 0);
    const to = moved.activity === undefined ? undefined : place.module;
    move({ act: 'move', ...moved, to, after: slugs[at - 1] ?? null });
  });

  // A moved row is taken out and put in again, which loses the focus that was in it.
  useEffect(() => {
    if (!toFocus.current) return;
    document.getElementById(toFocus.current)?.focus();
    toFocus.current = '';
  });

  /** @param {Extract<Act, {act: 'move'}>} wish @param {string} [button] */
  function move(wish, button = '') {
    const { module, activity, to } = wish;
    const from = outline.modules.find(({ slug }) => slug === module);
    const one = activity ? from?.activities.find(({ slug }) => slug === activity) : from;
    act(wish);
    toFocus.current = button;
    const now = standing(applied(outline, wish), { module: to ?? module, activity });
    const into = outline.modules.find(({ slug }) => slug === (to ?? module));
    const title = one ? titleOf(one) : '';
    const words = { title, n: now.n, of: now.of, module: into ? titleOf(into) : '' };
    announce(t(activity ? 'movedTo' : 'moduleMovedTo', words));
  }
  /** @param {Place} place @param {-1|1} by @param {string} button */
  function step(place, by, button) {
    const wish = stepped(outline, place, by);
    if (wish?.act === 'move') move(wish, button);
    else announce(t('noFurther'));
  }

  return (
    <>
      <ol class="mods">
        {outline.modules.map((module, n) => {
          const place = { module: module.slug };
          const steps = (/** @type {-1|1} */ by, /** @type {string} */ button) =>
            step(place, by, button);
          return (
            <li
              key={module.id ?? module.slug}
              id={`modul-${module.slug}`}
              class={`mod ${drag.mark(place)}`}
              onDragOver={(event) => drag.over(event, place)}
              onDrop={drag.drop}
            >
              <div class="mod-head">
                {module.slug && <Grip drag={drag} of={place} />}
                <h2
                  id={`mod-${module.slug}`}
                  class="grow"
                  tabIndex={-1}
                  onKeyDown={(event) => byKeys(event, (by) => steps(by, `mod-${module.slug}`))}
                >
                  <small class="soft">{t('moduleN', { n: n + 1 })}</small>
                  {titleOf(module)}
                </h2>
                {module.slug && (
                  <Moves
                    id={module.slug}
                    title={titleOf(module)}
                    first={n === 0}
                    last={n === outline.modules.length - 1}
                    step={steps}
                    open={() => setOpened(place)}
                  />
                )}
              </div>
              {module.summary && <p class="small soft mod-about">{summaryOf(module)}</p>}
              <ol class="acts">
                {module.activities.map((activity) => {
                  const inside = { module: module.slug, activity: activity.slug };
                  return (
                    <ActivityRow
                      key={activity.id ?? activity.slug}
                      draft={outline.id}
                      module={module.slug}
                      activity={activity}
                      first={stepped(outline, inside, -1) === null}
                      last={stepped(outline, inside, 1) === null}
                      step={(by, button) => step(inside, by, button)}
                      open={() => setOpened(inside)}
                      drag={drag}
                    />
                  );
                })}
              </ol>
              {module.slug && (
                <button
                  class="btn line low add"
                  type="button"
                  aria-label={t('addActivityTo', { module: titleOf(module) })}
                  onClick={() => setAdding({ module: module.slug })}
                >
                  <Icon of={plus} />
                  {t('addActivity')}
                </button>
              )}
            </li>
          );
        })}
      </ol>
      <button class="btn line" type="button" onClick={() => setAdding({ module: null })}>
        <Icon of={plus} />
        {t('addModule')}
      </button>
      {adding && (
        <AddDialog
          outline={outline}
          module={adding.module}
          act={act}
          close={() => setAdding(null)}
        />
      )}
      {opened && (
        <ItemDialog
          outline={outline}
          place={opened}
          act={act}
          move={move}
          close={() => setOpened(null)}
        />
      )}
    </>
  );
}

/** One activity in the outline: its text a link away, its place moved by buttons, keys or dragging. */
import { menu, more } from '../../icons-staff.json';
import { down, edit, warn } from '../../icons.json';
import * as paths from '../../kit/manage-paths.js';
import { titleOf } from '../../kit/titles.js';
import { Icon } from '../../ui/icon.jsx';
import { iconOf } from './kinds.js';
import { known, t } from './words.js';

/** @typedef {import('../../kit/api-types-studio').OutlineActivity} Activity */

/**
 * Up, down, and everything else. The ids let focus follow what was moved.
 *
 * @param {object} props
 * @param {string} props.id of what is moved
 * @param {string} props.title
 * @param {boolean} props.first nothing is above
 * @param {boolean} props.last
 * @param {(by: -1|1, button: string) => void} props.step
 * @param {() => void} props.open
 */
export const Moves = ({ id, title, first, last, step, open }) => (
  <div class="moves-of">
    {
      /** @type {const} */ ([
        [-1, 'up', first],
        [1, 'down', last],
      ]).map(([by, name, end]) => (
        <button
          key={name}
          id={`${name}-${id}`}
          class="ib"
          type="button"
          aria-label={t(name === 'up' ? 'moveUp' : 'moveDown', { title })}
          aria-disabled={end}
          onClick={() => !end && step(by, `${name}-${id}`)}
        >
          <Icon of={down} class={name} />
        </button>
      ))
    }
    <button class="ib" type="button" aria-label={t('arrange', { title })} onClick={open}>
      <Icon of={more} />
    </button>
  </div>
);

/** Alt and an arrow move what has focus. @param {KeyboardEvent} event @param {(by: -1|1) => void} step */
export function byKeys(event, step) {
  if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
  event.preventDefault();
  step(event.key === 'ArrowUp' ? -1 : 1);
}

/**
 * Dragging is an extra for mice; the handle is nothing to readers and keyboards.
 *
 * @param {{drag: import('./use-drag.js').Drag, of: import('./structure.js').Place}} props
 */
export const Grip = ({ drag, of }) => (
  <span
    class="grip"
    draggable
    title={t('drag')}
    aria-hidden="true"
    onDragStart={(event) => drag.start(event, of)}
    onDragEnd={drag.end}
  >
    <Icon of={menu} />
  </span>
);

/**
 * @param {object} props
 * @param {string} props.draft the course's id
 * @param {string} props.module
 * @param {Activity} props.activity
 * @param {boolean} props.first
 * @param {boolean} props.last
 * @param {(by: -1|1, button: string) => void} props.step
 * @param {() => void} props.open
 * @param {import('./use-drag.js').Drag} props.drag
 */
export function ActivityRow({ draft, module, activity, first, last, step, open, drag }) {
  const { slug, kind, minutes, findings } = activity;
  const title = titleOf(activity);
  const place = { module, activity: slug };
  const facts = [
    known(`kind.${kind}`, kind),
    minutes !== null && t('minutes', { n: minutes }),
    !activity.required && t('optional'),
    !activity.title_en && !activity.files.en && t('noEnglish'),
  ];
  return (
    <li
      class={`act-row ${drag.mark(place)}`}
      onDragOver={(event) => drag.over(event, place)}
      onDrop={drag.drop}
    >
      {slug ? <Grip drag={drag} of={place} /> : <span class="grip" />}
      <Icon of={iconOf(kind)} class="kind-icon" />
      <div class="grow">
        {slug ? (
          <a
            id={`to-${slug}`}
            href={paths.studioText(draft, module, slug)}
            onKeyDown={(event) => byKeys(event, (by) => step(by, `to-${slug}`))}
          >
            {title}
          </a>
        ) : (
          <span>{title}</span>
        )}
        <p class="small soft">{facts.filter(Boolean).join(' · ')}</p>
        {(findings > 0 || activity.changed || activity.unwritten) && (
          <p class="studio-tags">
            {findings > 0 && (
              <span class="tag no">
                <Icon of={warn} />
                {t('findings', { count: findings })}
              </span>
            )}
            {activity.unwritten && (
              <span class="tag wait">
                <Icon of={edit} />
                {t('unwritten')}
              </span>
            )}
            {activity.changed && <span class="tag soft">{t('changedSince')}</span>}
          </p>
        )}
      </div>
      {slug && <Moves id={slug} title={title} first={first} last={last} step={step} open={open} />}
    </li>
  );
}

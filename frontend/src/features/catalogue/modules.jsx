import {
  check,
  device,
  down,
  edit,
  file,
  knotDone,
  knotHere,
  knotTodo,
  next,
  quiz,
  scene,
} from '../../icons.json';
import { t } from '../../kit/i18n.js';
import { format } from '../../kit/session.js';
import { Icon } from '../../ui/icon.jsx';
import { Section } from '../../ui/page.jsx';
import { isDone, moduleState } from './course-rules.js';

/** @typedef {import('../../kit/api-types').Activity} Activity */
/** @typedef {import('../../kit/api-types').Module} Module */

const KNOT = {
  d: { icon: knotDone, fill: 'var(--teal)', stroke: 'var(--paper)' },
  c: { icon: knotHere, fill: 'var(--amber)', stroke: 'var(--amber-t)' },
  '': { icon: knotTodo, fill: 'var(--paper)', stroke: 'var(--edge)' },
};

/** @type {Record<string, string>} */
const ICONS = { lesson: file, quiz, scenario: scene, app_practice: device, worksheet: edit };

/** @param {Activity} activity @param {boolean} here @returns {string} what stands in its second line */
function words(activity, here) {
  const { kind, minutes, bytes, state, required, exempt } = activity;
  const outcome = state?.outcome;
  const parts =
    kind === 'lesson' || kind === 'quiz'
      ? []
      : [t(/** @type {'kind.worksheet'} */ (`kind.${kind}`))];
  // A pre-test, which asks for 1 of 100, only shows what is known already.
  const passed = kind === 'quiz' && outcome?.pass_mark !== 100 ? 'passed' : 'done';
  if (here) parts.push(t('here'));
  else if (isDone(activity)) parts.push(t(exempt ? 'exempt' : passed));
  else if (outcome?.state === 'not_passed') parts.push(t('notPassed'));
  else if (state?.opened) parts.push(t('opened'));
  const score = outcome?.score;
  if (score != null) parts.push(t('score', { n: format.value.number(score / 100) }));
  parts.push(t('minutes', { n: minutes }), format.value.bytes(bytes));
  if (!required) parts.push(t('optional'));
  return parts.join(' · ');
}

/** @param {{activity: Activity, here: boolean, open: boolean}} props */
function Line({ activity, here, open }) {
  const done = isDone(activity);
  const icon = here ? next : done ? check : (ICONS[activity.kind] ?? file);
  const tone = here ? 'wait' : done ? 'go' : 'soft';
  const inside = (
    <>
      <Icon of={icon} class={tone} />
      <span class="grow">
        {here ? <b>{activity.title}</b> : activity.title}
        <small class="soft">{words(activity, here)}</small>
      </span>
    </>
  );
  return (
    <li>
      {open ? (
        <a class="item" href={activity.link} aria-current={here ? 'step' : undefined}>
          {inside}
        </a>
      ) : (
        <span class="item">{inside}</span>
      )}
    </li>
  );
}

/** The modules on their thread. @param {{course: import('../../kit/api-types').CourseDetail}} props */
export function Modules({ course }) {
  const nextLink = course.next?.link;
  const enrolled = course.status !== 'none';
  return (
    <Section id="modul" title={t('modules')}>
      <ol class="thread">
        {course.modules.map((module, index) => {
          const state = moduleState(module, nextLink);
          const { icon, fill, stroke } = KNOT[state];
          return (
            <li class={state}>
              <svg
                class="k"
                width="32"
                viewBox="0 0 24 24"
                aria-hidden="true"
                fill={fill}
                stroke={stroke}
                stroke-width="1.75"
                dangerouslySetInnerHTML={{ __html: icon }}
              />
              <details open={state === 'c' || (!enrolled && !index)}>
                <summary>
                  <h3 class="grow">
                    {index + 1}. {module.title}
                    <small class="soft">
                      {enrolled
                        ? t(state === 'd' ? 'moduleDone' : 'doneOf', {
                            done: module.done,
                            of: module.required,
                          })
                        : t('activityCount', { n: module.activities.length })}
                    </small>
                  </h3>
                  <Icon of={down} class="v" />
                </summary>
                {module.summary && <p class="small">{module.summary}</p>}
                <ul class="list">
                  {module.activities.map((activity) => (
                    <Line activity={activity} here={activity.link === nextLink} open={enrolled} />
                  ))}
                </ul>
              </details>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}

import { knotHere, knotTodo, ok } from '../icons.json';
import * as paths from '../kit/paths.js';
import { t } from '../kit/i18n.js';
import { format } from '../kit/session.js';
import { Cover } from './cover.jsx';
import { Icon } from './icon.jsx';
import { Knots } from './knots.jsx';
import { OnDevice } from './on-device.jsx';

/** @typedef {import('../kit/api-types').CourseCard} CourseCard */

const STATUS = {
  none: { icon: knotTodo, tone: 'soft', words: /** @type {const} */ ('status.none') },
  active: { icon: knotHere, tone: 'wait', words: /** @type {const} */ ('status.active') },
  completed: { icon: ok, tone: 'ok', words: /** @type {const} */ ('status.completed') },
};

/** @param {{status: CourseCard['status']}} props */
function Status({ status }) {
  const { icon, tone, words } = STATUS[status];
  return (
    <span class={`tag ${tone}`}>
      <Icon of={icon} />
      {t(words)}
    </span>
  );
}

/** A course in a list; the whole row is the link. @param {{course: CourseCard}} props */
export function CourseRow({ course }) {
  const { slug, title, organiser, topic, jp, modules, bytes, status, done, required } = course;
  return (
    <li class="course">
      <Cover topic={topic} />
      <div>
        <h3>
          <a href={paths.course(slug)}>{title}</a>
        </h3>
        <p class="small soft">{organiser}</p>
        <p class="meta">
          {jp > 0 && <span>{t('jpCount', { n: jp })}</span>}
          <span>{t('moduleCount', { n: modules })}</span>
          <span>{format.value.bytes(bytes)}</span>
        </p>
        {status === 'active' && <Knots done={done} of={required} />}
        <p class="meta">
          <Status status={status} />
          {status === 'active' && <span>{t('doneOf', { done, of: required })}</span>}
          <OnDevice course={course} />
        </p>
      </div>
    </li>
  );
}

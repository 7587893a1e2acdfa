/** Mengajar: the courses a trainer works on, and what waits in each. */
import { edit, file } from '../../icons.json';
import { useLoaded } from '../../kit/load.js';
import * as paths from '../../kit/manage-paths.js';
import { holds } from '../../kit/session.js';
import { Icon } from '../../ui/icon.jsx';
import { Manage } from '../../ui/manage.jsx';
import { Empty, Skeleton, Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { Standings } from './standings.jsx';
import { Waiting } from './waiting.jsx';
import { known, t } from './words.js';

// As many courses as are asked about at once.
const AT_ONCE = 100;

/** @param {{course: import('./api.js').TaughtCourse, waits: api.CourseWaiting|undefined}} props */
const Row = ({ course, waits }) => (
  <li class="taught">
    <h2>
      <a href={paths.taught(course.slug)}>{course.title}</a>
    </h2>
    <p class="small soft">
      {[
        course.jp > 0 && `${course.jp} JP`,
        t('version', { n: course.version }),
        course.status !== 'active' && known(`status.${course.status}`),
        t('quizzes', { n: course.quizzes }),
        t('learning', { n: course.learners.active }),
        t('finished', { n: course.learners.completed }),
      ]
        .filter(Boolean)
        .join(' · ')}
    </p>
    {(course.marking > 0 || course.drafts > 0) && (
      <p class="marks">
        {course.marking > 0 && (
          <span class="tag wait">
            <Icon of={edit} />
            {t('waiting', { n: course.marking })}
          </span>
        )}
        {course.drafts > 0 && (
          <span class="tag">
            <Icon of={file} />
            {t('drafts', { n: course.drafts })}
          </span>
        )}
      </p>
    )}
    <Waiting slug={course.slug} of={waits} />
  </li>
);

export default function TaughtPage() {
  const list = useLoaded('taught', (signal) => api.taughtCourses(null, signal));
  const courses = list.value?.items;
  const ids = (courses ?? []).slice(-AT_ONCE).map(({ id }) => id);
  const waits = useLoaded(`waiting ${ids.join()}`, (signal) => api.waiting(ids, signal));
  const watches = holds('unit_admin', 'auditor');
  const teaches = holds('admin', 'trainer', 'partner');
  async function more() {
    const old = /** @type {import('./api.js').TaughtCourses} */ (list.value);
    const page = await api.taughtCourses(old.next);
    list.set({ items: [...old.items, ...page.items], next: page.next });
  }
  return (
    <Manage
      title={t(teaches || !watches ? 'teaching' : 'standings')}
      words={teaches && t('teachingWords')}
    >
      {list.problem && <Trouble problem={list.problem} retry={list.reload} />}
      {!courses && !list.problem && <Skeleton lines={6} />}
      {courses?.length === 0 && (teaches || !watches) && <Empty text={t('teachesNothing')} />}
      {courses && courses.length > 0 && (
        <ul class="list">
          {courses.map((course) => (
            <Row
              key={course.id}
              course={course}
              waits={waits.value?.find((one) => one.course === course.id)}
            />
          ))}
        </ul>
      )}
      {list.value?.next && (
        <button class="btn line wide" type="button" onClick={() => void more()}>
          {t('more')}
        </button>
      )}
      {watches && <Standings headed={teaches || Number(courses?.length) > 0} />}
    </Manage>
  );
}

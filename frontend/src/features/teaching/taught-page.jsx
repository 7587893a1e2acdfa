/** Mengajar: the courses a trainer works on, and what waits in each. */
import { edit, file } from '../../icons.json';
import { useLoaded } from '../../kit/load.js';
import * as paths from '../../kit/manage-paths.js';
import { Icon } from '../../ui/icon.jsx';
import { Manage } from '../../ui/manage.jsx';
import { Empty, Skeleton, Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { known, t } from './words.js';

/** @param {{course: import('./api.js').TaughtCourse}} props */
const Row = ({ course }) => (
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
  </li>
);

export default function TaughtPage() {
  const list = useLoaded('taught', (signal) => api.taughtCourses(null, signal));
  const courses = list.value?.items;
  async function more() {
    const old = /** @type {import('./api.js').TaughtCourses} */ (list.value);
    const page = await api.taughtCourses(old.next);
    list.set({ items: [...old.items, ...page.items], next: page.next });
  }
  return (
    <Manage title={t('teaching')} words={t('teachingWords')}>
      {list.problem && <Trouble problem={list.problem} retry={list.reload} />}
      {!courses && !list.problem && <Skeleton lines={6} />}
      {courses?.length === 0 && <Empty text={t('teachesNothing')} />}
      {courses && courses.length > 0 && (
        <ul class="list">
          {courses.map((course) => (
            <Row key={course.id} course={course} />
          ))}
        </ul>
      )}
      {list.value?.next && (
        <button class="btn line wide" type="button" onClick={() => void more()}>
          {t('more')}
        </button>
      )}
    </Manage>
  );
}

/** One course as its trainer sees it: its version, its learners, its quizzes and their desks. */
import { back, edit, file, quiz as quizIcon } from '../../icons.json';
import { useLoaded } from '../../kit/load.js';
import * as paths from '../../kit/manage-paths.js';
import { format } from '../../kit/session.js';
import { Icon } from '../../ui/icon.jsx';
import { Manage } from '../../ui/manage.jsx';
import { Skeleton, Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { Waiting } from './waiting.jsx';
import { known, t } from './words.js';

/** @typedef {import('../../kit/api-types-teaching').TaughtCourseDetail} Course */
/** @typedef {import('../../kit/api-types-teaching').TaughtActivity} Activity */
/** @typedef {import('../../kit/api-types-teaching').TaughtQuiz} Quiz */

/** The quiz's rules as a trainer says them. @param {Quiz} quiz */
const rules = (quiz) =>
  [
    t(quiz.drawn ? 'questionsDrawn' : 'questions', { n: quiz.questions }),
    quiz.time_limit ? t('minutes', { n: quiz.time_limit }) : t('untimed'),
    quiz.chances ? t('chances', { n: quiz.chances }) : t('chancesUnlimited'),
    quiz.pass_mark > 1 ? t('passMark', { n: quiz.pass_mark }) : t('passMarkNone'),
  ].join(' · ');

/** What learners have done at it so far. @param {Quiz} quiz */
const standing = ({ attempts }) =>
  attempts.learners === 0
    ? t('nobodyTried')
    : [
        t('tried', { n: attempts.learners }),
        t('closed', { n: attempts.closed }),
        attempts.open > 0 && t('open', { n: attempts.open }),
      ]
        .filter(Boolean)
        .join(' · ');

/** @param {{course: string, activity: Activity, quiz: Quiz}} props */
const QuizRow = ({ course, activity, quiz }) => (
  <li class="desk">
    <h3>
      <Icon of={quizIcon} />
      <a href={paths.quizDesk(course, activity.slug)}>{activity.title}</a>
      {!activity.required && <span class="tag soft">{t('optional')}</span>}
    </h3>
    <p class="small">{rules(quiz)}</p>
    <p class="small soft">{standing(quiz)}</p>
    {(quiz.draft || quiz.attempts.marking > 0) && (
      <p class="marks">
        {quiz.attempts.marking > 0 && (
          <span class="tag wait">
            <Icon of={edit} />
            {t('waiting', { n: quiz.attempts.marking })}
          </span>
        )}
        {quiz.draft && (
          <span class="tag">
            <Icon of={file} />
            {t('draftBy', { name: quiz.draft.by, date: format.value.date(quiz.draft.at) })}
          </span>
        )}
      </p>
    )}
    <p class="goes">
      <a href={paths.quizDesk(course, activity.slug)}>{t('goDesk')}</a>
      <a href={paths.quizSchedule(course, activity.slug)}>{t('goSchedule')}</a>
      <a href={paths.quizStatistics(course, activity.slug)}>{t('goStatistics')}</a>
      {quiz.attempts.closed > 0 && (
        <a href={paths.regrade(course, activity.slug)}>{t('goRegrade')}</a>
      )}
    </p>
  </li>
);

/** @param {{course: Course, module: Course['modules'][number]}} props */
function Module({ course, module }) {
  const quizzes = module.activities.filter(({ quiz }) => quiz);
  const others = module.activities.filter(({ quiz }) => !quiz);
  return (
    <section class="unit-of" aria-labelledby={module.slug}>
      <h2 id={module.slug}>{module.title}</h2>
      {quizzes.length > 0 && (
        <ul class="list">
          {quizzes.map((activity) => (
            <QuizRow
              key={activity.id}
              course={course.slug}
              activity={activity}
              quiz={/** @type {Quiz} */ (activity.quiz)}
            />
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <details class="others">
          <summary>{t(quizzes.length ? 'others' : 'activities', { n: others.length })}</summary>
          <ul>
            {others.map((activity) => (
              <li key={activity.id}>
                {activity.title}{' '}
                <span class="soft">
                  {known(`kind.${activity.kind}`, activity.kind)} ·{' '}
                  {t('minutes', { n: activity.minutes })}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

/** @param {{course: Course}} props */
function Hub({ course }) {
  const published = t(course.published_by ? 'publishedBy' : 'published', {
    n: course.version,
    date: format.value.date(course.published_at),
    name: course.published_by ?? '',
  });
  const { active, completed, earlier } = course.learners;
  const waits = useLoaded(`waiting ${course.id}`, (signal) => api.waiting([course.id], signal));
  return (
    <>
      <dl class="sums">
        <div>
          <dt>{t('sumActive')}</dt>
          <dd>{format.value.number(active)}</dd>
        </div>
        <div>
          <dt>{t('sumCompleted')}</dt>
          <dd>{format.value.number(completed)}</dd>
        </div>
        <div>
          <dt>{t('sumVersion')}</dt>
          <dd>{course.version}</dd>
        </div>
      </dl>
      <Waiting slug={course.slug} of={waits.value?.[0]} />
      <div class="flow small">
        <p class="soft">{published}</p>
        {course.note && <p>{t('noteWas', { note: course.note })}</p>}
        {earlier > 0 && <p class="soft">{t('earlier', { n: earlier })}</p>}
      </div>
      {course.modules.map((module) => (
        <Module key={module.slug} course={course} module={module} />
      ))}
    </>
  );
}

export default function HubPage(/** @type {{params: {slug: string}}} */ { params }) {
  const { slug } = params;
  const { value, problem, reload } = useLoaded(`taught ${slug}`, (signal) =>
    api.taughtCourse(slug, signal),
  );
  return (
    <Manage
      title={value?.title ?? t('course')}
      above={
        <a class="above" href={paths.teaching}>
          <Icon of={back} />
          {t('teaching')}
        </a>
      }
      actions={
        value && (
          <>
            <a class="btn line low" href={paths.course(slug)}>
              {t('asLearner')}
            </a>
            <a class="btn line low" href={paths.marking}>
              {t('goMarking')}
            </a>
            <a class="btn line low" href={paths.courseReports(slug)}>
              {t('goReports')}
            </a>
            <a class="btn line low" href={paths.courseProgress(slug)}>
              {t('goProgress')}
            </a>
            <a class="btn low" href={paths.gradebook(slug)}>
              {t('goGradebook')}
            </a>
          </>
        )
      }
    >
      {problem && <Trouble problem={problem} retry={reload} />}
      {!value && !problem && <Skeleton lines={8} />}
      {value && <Hub course={value} />}
    </Manage>
  );
}

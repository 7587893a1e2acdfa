/** A course: why, for whom, what it takes, where the learner stands. */
import { useState } from 'preact/hooks';
import { device, luring, next } from '../../icons.json';
import { ApiProblem, get, post, query } from '../../kit/api.js';
import { t } from '../../kit/i18n.js';
import { useLoaded } from '../../kit/load.js';
import * as paths from '../../kit/paths.js';
import { format } from '../../kit/session.js';
import { announce } from '../../ui/announce.jsx';
import { Icon } from '../../ui/icon.jsx';
import { NotFound } from '../../ui/not-found.jsx';
import { wordsOnDevice } from '../../ui/on-device.jsx';
import { BackBar, Main, Section, useTitle } from '../../ui/page.jsx';
import { Skeleton, Trouble } from '../../ui/states.jsx';
import { mainAction, toPass } from './course-rules.js';
import { Modules } from './modules.jsx';
import { PriceTag } from './price-tag.jsx';
import { Requirements } from './requirements.jsx';

/** @typedef {import('../../kit/api-types').CourseDetail} CourseDetail */
/** @typedef {import('../../kit/api-types').Certificate} Certificate */
/** @typedef {{course: CourseDetail, certificate: Certificate|null}} Shown */

/** @param {string} slug @param {AbortSignal} [signal] @returns {Promise<Shown>} */
async function ask(slug, signal) {
  const course = await get(`/courses/${slug}`, signal);
  if (course.status !== 'completed') return { course, certificate: null };
  const certificates = await get(`/certificates${query({ course: slug })}`, signal);
  return { course, certificate: certificates[0] ?? null };
}

/** @param {Shown & {enrolled: () => Promise<void>}} props */
function MainButton({ course, certificate, enrolled }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(/** @type {Error|null} */ (null));
  const { act, link } = mainAction(course, certificate);

  async function enrol() {
    setBusy(true);
    setProblem(null);
    try {
      await post('/enrolments', { course: course.slug });
      announce(t('enrolled'));
      await enrolled();
    } catch (trouble) {
      setProblem(/** @type {Error} */ (trouble));
    }
    setBusy(false);
  }

  if (act === 'enrol') {
    return (
      <>
        <button
          class="btn wide"
          type="button"
          aria-disabled={busy}
          onClick={busy ? undefined : enrol}
        >
          {t(busy ? 'enrolling' : 'act.enrol')}
        </button>
        {problem && <Trouble problem={problem} />}
      </>
    );
  }
  if (!link) return null;
  const step = act === 'continue' && course.next;
  return (
    <>
      <a class="btn wide" href={link}>
        {t(`act.${act}`)} <Icon of={act === 'certificate' ? luring : next} />
      </a>
      {step && (
        <p class="small soft">
          {step.module} · {step.title}
        </p>
      )}
    </>
  );
}

/** @param {Shown & {enrolled: () => Promise<void>}} props */
function Head(props) {
  const { course } = props;
  const sentBack = location.search.includes('ikuti');
  const hours = Math.floor(course.minutes / 60);
  const here = wordsOnDevice(course);
  return (
    <header class="flow first">
      <p class="eyebrow">
        {course.organiser} · {t('version', { n: course.version })}
      </p>
      <h1>{course.title}</h1>
      <p class="lead">{course.summary}</p>
      <p class="meta">
        {course.jp > 0 && <span>{t('jpCount', { n: course.jp })}</span>}
        <span>{t('moduleCount', { n: course.modules.length })}</span>
        <span>
          {hours > 0 && `${t('hours', { n: hours })} `}
          {t('minutes', { n: course.minutes % 60 })}
        </span>
      </p>
      {sentBack && course.status === 'none' && <p class="note small">{t('enrolFirst')}</p>}
      <MainButton {...props} />
      {course.enrolment && (
        <a class="btn line wide" href={here ? paths.offline : paths.getOffline(course.slug)}>
          <Icon of={here ? device : luring} /> {here || t('getOffline')}
        </a>
      )}
      {course.newer_version && (
        <p class={course.newer_declined ? 'small' : 'note'}>
          <a href={paths.inCourse(course.slug, 'versi/baru')}>
            {t(course.newer_declined ? 'newerDeclined' : 'newerVersion', {
              n: course.newer_version,
            })}
          </a>
        </p>
      )}
    </header>
  );
}

/** @param {{course: CourseDetail}} props */
function About({ course }) {
  const { others, tests } = toPass(course.modules);
  const mark = course.requirements?.items.find(({ pass_mark }) => pass_mark)?.pass_mark;
  return (
    <div class="flow about">
      <Section id="mengapa" title={t('why')}>
        <div class="flow" dangerouslySetInnerHTML={{ __html: course.why }} />
      </Section>
      <Section id="untuk" title={t('forWhom')}>
        <p>{course.audience}</p>
      </Section>
      {course.outcomes.length > 0 && (
        <Section id="hasil" title={t('outcomes')}>
          <ul class="points">
            {course.outcomes.map((outcome) => (
              <li>{outcome}</li>
            ))}
          </ul>
        </Section>
      )}
      <Section id="lulus" title={t('toPass')}>
        <p>
          {others > 0 && t('toPassOthers', { n: others })}{' '}
          {tests > 0 && t('toPassTests', { n: tests })}{' '}
          {mark && t('toPassMark', { mark: format.value.number(mark / 100) })}{' '}
          {course.jp > 0 && t('toPassJp', { n: course.jp })}
        </p>
      </Section>
      {course.sources.length > 0 && (
        <Section id="sumber" title={t('sources')}>
          <ul class="points small">
            {course.sources.map((source) => (
              <li>{source}</li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}

/** @param {{slug: string}} props */
function Course({ slug }) {
  const { value, problem, reload } = useLoaded(slug, (signal) => ask(slug, signal));
  useTitle(value?.course.title ?? null);
  const enrolled = !!value?.course.requirements;
  if (problem instanceof ApiProblem && problem.status === 404) return <NotFound />;
  return (
    <>
      <BackBar href={paths.courses} label={t('catalogue')} />
      <Main>
        {value ? (
          <div class="two sect cols">
            <div>
              <Head {...value} enrolled={reload} />
              {enrolled ? <Requirements course={value.course} /> : <About course={value.course} />}
              <Modules course={value.course} />
            </div>
            <div>
              <PriceTag bytes={value.course.bytes} activities={value.course.activities} />
              {enrolled && <About course={value.course} />}
            </div>
          </div>
        ) : (
          <div class="sect">
            {problem ? <Trouble problem={problem} retry={reload} /> : <Skeleton lines={8} />}
          </div>
        )}
      </Main>
    </>
  );
}

export default function CoursePage(/** @type {{params: {slug: string}}} */ { params }) {
  return <Course key={params.slug} slug={params.slug} />;
}

/** Beranda: one lit card with the place to go on, the year's JP, what is under way. */
import { get } from '../../kit/api.js';
import { hourAt, partOfDay } from '../../kit/clock.js';
import { t } from '../../kit/i18n.js';
import { bell, lantern } from '../../icons.json';
import { useLoaded } from '../../kit/load.js';
import * as paths from '../../kit/paths.js';
import { format, me } from '../../kit/session.js';
import { Choices } from '../../ui/choices.jsx';
import { CourseRow } from '../../ui/course-row.jsx';
import { Icon } from '../../ui/icon.jsx';
import { JpRing, jpWords } from '../../ui/jp-ring.jsx';
import { Main, Section, useTitle } from '../../ui/page.jsx';
import { Empty, Skeleton, Trouble } from '../../ui/states.jsx';
import { ResumeCard } from './resume-card.jsx';

/** @typedef {import('../../kit/api-types').Home} Home */

const GREETING = /** @type {const} */ ({
  morning: 'goodMorning',
  noon: 'goodNoon',
  afternoon: 'goodAfternoon',
  evening: 'goodEvening',
});

/** @param {{unread?: number}} props */
const Inbox = ({ unread }) => (
  <a class="ib push" href={paths.inbox}>
    <Icon of={bell} />
    <span class="sr">{t('inbox')}</span>
    {unread ? <b>{unread}</b> : null}
  </a>
);

/** @param {{home: Home|null}} props */
function Head({ home }) {
  const now = home ? new Date(home.now) : new Date();
  const zone = home?.time_zone ?? me.value?.time_zone ?? 'UTC';
  const { weekday, time } = format.value;
  return (
    <header class="head">
      <div class="wrap wd">
        <div class="row top wrapf">
          <a class="brand" href={paths.home}>
            <Icon of={lantern} /> Lentera
          </a>
          <Inbox unread={home?.unread} />
          <Choices />
        </div>
        <h1>
          {t(GREETING[partOfDay(hourAt(zone, now))])}, <span class="name">{me.value?.name}</span>
        </h1>
        <p class="small">
          {weekday(now)} · {time(now)}
        </p>
      </div>
      <div class="weave" />
    </header>
  );
}

/** @param {{home: Home}} props */
function Jp({ home: { jp, certificates } }) {
  return (
    <Section id="jp" title={t('jpThisYear')}>
      <div class="row jp">
        <JpRing jp={jp} />
        <div class="grow">
          <p>{jpWords(jp)}</p>
          {certificates > 0 && (
            <p class="meta">
              <a href={paths.profile}>{t('certificateCount', { n: certificates })}</a>
            </p>
          )}
        </div>
      </div>
    </Section>
  );
}

/** @param {{home: Home}} props */
function Content({ home }) {
  const { resume, courses } = home;
  return (
    <div class="two sect">
      <ResumeCard resume={resume} begun={courses.length > 0 || home.certificates > 0} />
      <Jp home={home} />
      <Section
        id="berjalan"
        title={t('inProgress')}
        aside={<a href={paths.courses}>{t('allCourses')}</a>}
      >
        {courses.length ? (
          <ul>
            {courses.map((course) => (
              <CourseRow key={course.slug} course={course} />
            ))}
          </ul>
        ) : (
          <Empty text={t('noneInProgress')} />
        )}
      </Section>
    </div>
  );
}

export default function HomePage() {
  const { value, problem, reload } = useLoaded('home', (signal) => get('/home', signal));
  useTitle(t('home'));
  return (
    <>
      <Head home={value} />
      <Main>
        {value && <Content home={value} />}
        {!value && (
          <div class="sect">
            {problem ? <Trouble problem={problem} retry={reload} /> : <Skeleton lines={6} />}
          </div>
        )}
      </Main>
    </>
  );
}

/** Kursus: what there is to learn, found by words, topic, status, JP and size. */
import { useEffect, useState } from 'preact/hooks';
import { check, device, filter, search } from '../../icons.json';
import { get, query } from '../../kit/api.js';
import { onDevice } from '../../kit/beside.js';
import { t } from '../../kit/i18n.js';
import { useLoaded } from '../../kit/load.js';
import { announce } from '../../ui/announce.jsx';
import { CourseRow } from '../../ui/course-row.jsx';
import { Icon } from '../../ui/icon.jsx';
import { Main, useTitle } from '../../ui/page.jsx';
import { Empty, Skeleton, Trouble } from '../../ui/states.jsx';
import { chosen } from './filters.js';

/** @typedef {import('../../kit/api-types').Page<import('../../kit/api-types').CourseCard>} Cards */

const PAGE = 60;
const TYPING_MS = 350;
const NOTHING = { status: '', jp: '', size: '', here: false };

/** @param {{label: string, value: string, set: (value: string) => void, options: [string, string][]}} props */
const Select = ({ label, value, set, options }) => (
  <label>
    {label}
    <select value={value} onChange={(changed) => set(changed.currentTarget.value)}>
      {options.map(([key, words]) => (
        <option key={key} value={key}>
          {words}
        </option>
      ))}
    </select>
  </label>
);

/** Every topic seen so far, so that choosing one does not hide the others. */
function useTopics(/** @type {Cards|null} */ cards) {
  const [topics, setTopics] = useState(/** @type {string[]} */ ([]));
  useEffect(() => {
    const seen = cards?.items.map(({ topic }) => topic) ?? [];
    setTopics((old) => [...new Set([...old, ...seen])].sort());
  }, [cards]);
  return topics;
}

export default function CataloguePage() {
  useTitle(t('courses'));
  const [typed, setTyped] = useState('');
  const [words, setWords] = useState('');
  const [topic, setTopic] = useState('');
  const [choice, setChoice] = useState(NOTHING);
  const pick = (/** @type {Partial<typeof NOTHING>} */ part) => setChoice({ ...choice, ...part });

  useEffect(() => {
    const timer = setTimeout(() => setWords(typed.trim()), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed]);

  const asked = query({ q: words, topic, limit: PAGE });
  const cards = useLoaded(
    asked,
    (signal) => /** @type {Promise<Cards>} */ (get(`/courses${asked}`, signal)),
  );
  const topics = useTopics(cards.value);
  const found = cards.value && chosen(cards.value.items, choice, onDevice.value);
  const said = found && t('courseCount', { n: found.length });
  useEffect(() => {
    if (said && !cards.loading) announce(said);
  }, [said, cards.loading]);

  async function more() {
    const old = /** @type {Cards} */ (cards.value);
    const page = await get(`/courses${query({ q: words, topic, limit: PAGE, after: old.next })}`);
    cards.set({ items: [...old.items, ...page.items], next: page.next });
  }

  const narrowed = words || topic || Object.values(choice).some(Boolean);
  const clear = () => {
    setTyped('');
    setWords('');
    setTopic('');
    setChoice(NOTHING);
  };

  return (
    <Main class="sect">
      <header class="flow">
        <h1>{t('courses')}</h1>
        <form role="search" class="flow" onSubmit={(sent) => sent.preventDefault()}>
          <span class="in">
            <Icon of={search} />
            <input
              type="search"
              aria-label={t('searchCourses')}
              placeholder={t('searchCourses')}
              value={typed}
              onInput={(changed) => setTyped(changed.currentTarget.value)}
            />
          </span>
          <div class="chips" role="group" aria-label={t('filter')}>
            {
              /** @type {const} */ (['active', 'none', 'completed']).map((status) => (
                <label key={status} class="chip">
                  <input
                    type="checkbox"
                    checked={choice.status === status}
                    onChange={() => pick({ status: choice.status === status ? '' : status })}
                  />
                  <Icon of={check} />
                  {t(`status.${status}`)}
                </label>
              ))
            }
            {Object.keys(onDevice.value).length > 0 && (
              <label class="chip">
                <input
                  type="checkbox"
                  checked={choice.here}
                  onChange={() => pick({ here: !choice.here })}
                />
                <Icon of={device} />
                {t('onDevice')}
              </label>
            )}
            <details>
              <summary class="chip">
                <Icon of={filter} class="on" />
                {t('filter')}
              </summary>
              <div class="card flow under">
                <Select
                  label={t('topic')}
                  value={topic}
                  set={setTopic}
                  options={[
                    ['', t('anyTopic')],
                    ...topics.map((name) => /** @type {[string, string]} */ ([name, name])),
                  ]}
                />
                <Select
                  label="JP"
                  value={choice.jp}
                  set={(jp) => pick({ jp })}
                  options={[
                    ['', t('any')],
                    ['few', t('jpFew')],
                    ['some', t('jpSome')],
                    ['many', t('jpMany')],
                  ]}
                />
                <Select
                  label={t('dataSize')}
                  value={choice.size}
                  set={(size) => pick({ size })}
                  options={[
                    ['', t('any')],
                    ['small', t('sizeSmall')],
                    ['medium', t('sizeMedium')],
                  ]}
                />
              </div>
            </details>
          </div>
        </form>
      </header>
      {cards.problem && <Trouble problem={cards.problem} retry={cards.reload} />}
      {!found && !cards.problem && <Skeleton lines={8} />}
      {found && (
        <section aria-labelledby="hasil" aria-busy={cards.loading}>
          <h2 id="hasil" class="count small soft">
            {said}
          </h2>
          {found.length > 0 && (
            <ul class="courses">
              {found.map((course) => (
                <CourseRow key={course.slug} course={course} />
              ))}
            </ul>
          )}
          {!found.length && (
            <Empty text={t(narrowed ? 'noCourseFound' : 'noCourseYet')}>
              {narrowed && (
                <button class="btn line low" type="button" onClick={clear}>
                  {t('clearFilters')}
                </button>
              )}
            </Empty>
          )}
          {cards.value?.next && (
            <button class="btn line wide" type="button" onClick={() => void more()}>
              {t('more')}
            </button>
          )}
        </section>
      )}
    </Main>
  );
}

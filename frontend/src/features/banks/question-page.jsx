/** One question: read it, write it, see it as a learner does, save it as its next version. */
import { useState } from 'preact/hooks';
import { back } from '../../icons.json';
import { useLoaded } from '../../kit/load.js';
import * as paths from '../../kit/manage-paths.js';
import { me } from '../../kit/session.js';
import { Icon } from '../../ui/icon.jsx';
import { Manage } from '../../ui/manage.jsx';
import { Skeleton, Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { mayWrite, Notices } from './notices.jsx';
import { QuestionDesk } from './question-desk.jsx';
import './sheet.js';
import { blank } from '../../ui/questions/source.js';
import { known, t } from './words.js';

const DAY_MS = 86_400_000;
const YEAR_DAYS = 365;

/** What a new question begins with. @param {Record<string, any>} [common] of the one before */
function begun({ kind = 'single_choice', ...common } = {}) {
  const review_on = new Date(Date.now() + YEAR_DAYS * DAY_MS).toISOString().slice(0, 10);
  return blank(kind, {
    competency: '',
    author: me.value?.name ?? '',
    review_on,
    difficulty: 'medium',
    ...common,
  });
}

/** @param {{params: {bank: string, question?: string}}} props */
export default function QuestionPage({ params }) {
  const { bank: slug, question: id } = params;
  const [fresh, setFresh] = useState({ count: 0, source: begun() });
  const bank = useLoaded(`bank ${slug}`, (signal) => api.bank(slug, signal));
  const found = useLoaded(`question ${slug}/${id ?? ''}`, async (signal) =>
    id ? api.question(slug, id, signal) : null,
  );
  // What else the bank has: its competencies and tags are offered while writing.
  const others = useLoaded(`facets ${slug}`, (signal) => api.questions(slug, { limit: 1 }, signal));
  const question = found.value;
  const ready = bank.value && (id ? question && !found.loading : true);
  const problem = bank.problem ?? found.problem;
  const title = id ? (question?.stem.slice(0, 90) ?? t('question')) : t('newQuestion');

  return (
    <Manage
      title={title}
      words={
        question
          ? `${known(`kind.${question.kind}`, question.kind)} · ${question.id} · ${t('versionShort', { n: question.version })}`
          : ''
      }
      above={
        <a class="above" href={paths.bank(slug)}>
          <Icon of={back} />
          {bank.value?.title ?? t('bank')}
        </a>
      }
    >
      {problem && (
        <Trouble
          problem={problem}
          retry={() => {
            void bank.reload();
            void found.reload();
          }}
        />
      )}
      {!ready && !problem && <Skeleton lines={10} />}
      {ready && bank.value && (
        <>
          <Notices bank={bank.value} changed={bank.set} />
          <QuestionDesk
            key={`${id ?? fresh.count} ${mayWrite(bank.value)}`}
            bank={bank.value}
            question={question}
            start={question?.current.source ?? fresh.source}
            facets={others.value?.facets ?? null}
            saved={found.set}
            following={(common) =>
              setFresh(({ count }) => ({ count: count + 1, source: begun(common) }))
            }
          />
        </>
      )}
    </Manage>
  );
}

/** One response at a time: read it, choose a level of each criterion, say why, go on. */
import { useEffect, useState } from 'preact/hooks';
import { back } from '../../icons.json';
import { useLoaded } from '../../kit/load.js';
import * as paths from '../../kit/manage-paths.js';
import { format } from '../../kit/session.js';
import { Icon } from '../../ui/icon.jsx';
import { Manage } from '../../ui/manage.jsx';
import { Skeleton, Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { Html, nameOf } from './frame.jsx';
import { Given } from './given.jsx';
import { MarkForm } from './mark-form.jsx';
import { t } from './words.js';

/** @typedef {import('../../kit/api-types-marking').TaskRead} Task */

/** @param {{task: Task}} props */
function Response({ task }) {
  const [least, longest] = task.word_bounds;
  const outside =
    (least && task.words < least) || (longest && task.words > longest)
      ? t('bounds', { least: least || 0, most: longest || '…' })
      : '';
  return (
    <section class="resp" aria-labelledby="who">
      <header>
        <h2 id="who" tabIndex={-1}>
          {nameOf(task.who)}
        </h2>
        <p class="small soft">
          {[task.who.unit, t('words', { n: task.words }), outside].filter(Boolean).join(' · ')}
        </p>
      </header>
      <Html html={task.response} class="essay-words" />
    </section>
  );
}

/** @param {{task: Task, reload: () => Promise<void>}} props */
function Desk({ task, reload }) {
  const { waiting, done } = task.progress;
  const open = (task.state === 'waiting' || task.state === 'third') && !task.mine?.given;
  useEffect(() => api.fetchAhead(task.next), [task.next]);
  return (
    <>
      <div class="far">
        <progress max={waiting + done} value={done} aria-label={t('progress', { done, waiting })} />
        <p class="small soft">{t('counts', { waiting, done })}</p>
      </div>
      {task.busy && <p class="note small">{t('busyLong', { name: task.busy })}</p>}
      <div class="text-and-marks">
        <div class="flow">
          <details class="asked" open={matchMedia('(min-width: 64rem)').matches || done === 0}>
            <summary>{t('question')}</summary>
            <Html html={task.html} class="prose" />
          </details>
          <Response task={task} />
          {task.model_answer && (
            <details class="asked">
              <summary>{t('model')}</summary>
              <Html html={task.model_answer} class="prose" />
            </details>
          )}
        </div>
        {open ? <MarkForm task={task} reload={reload} /> : <Given task={task} reload={reload} />}
      </div>
    </>
  );
}

export default function MarkPage(/** @type {{params: {id: string}}} */ { params }) {
  const { value, problem, reload } = useLoaded(`task ${params.id}`, (signal) =>
    api.task(params.id, signal),
  );
  // Another turn begins with what the server has; a fresher queue alone leaves the form as it is.
  const [turn, setTurn] = useState(0);
  const anew = async () => {
    await reload();
    setTurn((old) => old + 1);
  };
  useEffect(() => {
    if (value?.early) void reload();
  }, [value?.early]);
  return (
    <Manage
      title={value?.quiz.title ?? t('title')}
      words={value ? t('since', { date: format.value.date(value.waiting_since) }) : ''}
      above={
        <a class="above" href={paths.marking}>
          <Icon of={back} />
          {t('title')}
        </a>
      }
    >
      {problem && <Trouble problem={problem} retry={reload} />}
      {!value && !problem && <Skeleton lines={10} />}
      {value && <Desk key={`${value.id} ${turn}`} task={value} reload={anew} />}
    </Manage>
  );
}

/** A response that needs nothing more from the person: what was given, and marking it anew. */
import { useState } from 'preact/hooks';
import { next, ok } from '../../icons.json';
import { useAct } from '../../kit/act.js';
import * as paths from '../../kit/manage-paths.js';
import { format } from '../../kit/session.js';
import { Dialog } from '../../ui/dialog.jsx';
import { Field } from '../../ui/field.jsx';
import { Icon } from '../../ui/icon.jsx';
import { Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import * as places from './places.js';
import { Html, score } from './frame.jsx';
import { t } from './words.js';

/** @typedef {import('../../kit/api-types-marking').TaskRead} Task */

/** @param {{task: Task, levels: Record<string, string>}} props */
const Chosen = ({ task, levels }) => (
  <dl class="facts">
    {task.rubric.map((criterion) => {
      const level = criterion.levels.find(({ id }) => id === levels[criterion.id]);
      return (
        <div key={criterion.id}>
          <dt dangerouslySetInnerHTML={{ __html: criterion.html }} />
          <dd>
            {level && <Html html={level.html} />}
            {level && <small class="soft">{t('points', { n: level.points })}</small>}
          </dd>
        </div>
      );
    })}
  </dl>
);

/** @param {{id: string, close: () => void, done: () => void}} props */
function AnewDialog({ id, close, done }) {
  const { busy, problem, run } = useAct();
  async function send(/** @type {SubmitEvent} */ sent) {
    sent.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (sent.currentTarget));
    const sure = await run(async () => {
      await api.markAnew(id, String(form.get('reason')));
      return true;
    });
    if (sure) done();
  }
  return (
    <Dialog title={t('anew')} close={close}>
      <form class="flow" onSubmit={(sent) => void send(sent)}>
        <p>{t('anewWords')}</p>
        <Field name="reason" label={t('reason')} control={{ required: true, minLength: 3 }} />
        {problem && <Trouble problem={problem} />}
        <button class="btn wide" aria-disabled={busy}>
          {t('anew')}
        </button>
      </form>
    </Dialog>
  );
}

/** @param {{task: Task, reload: () => Promise<void>}} props */
export function Given({ task, reload }) {
  const [asking, setAsking] = useState(false);
  const { number } = format.value;
  const settled = task.state === 'settled';
  return (
    <section class="judge flow" aria-labelledby="given">
      <h2 id="given" class="tag big ok">
        <Icon of={ok} />
        {settled ? t('settled', { n: score(task.credit, number) }) : t('waitsForOther')}
      </h2>
      {!settled && task.mine && <Chosen task={task} levels={task.mine.levels} />}
      {task.given.map((one) => (
        <div key={one.marker} class="by flow">
          <h3>
            {one.marker}{' '}
            {task.given.length > 1 && (
              <span class="soft small">
                {score(one.credit, number)} {!one.counts && t('notCounted')}
              </span>
            )}
          </h3>
          <Chosen task={task} levels={one.levels} />
          {one.comment && <p class="note small remark">{one.comment}</p>}
        </div>
      ))}
      {task.next ? (
        <a class="btn wide" href={places.response(task.next)}>
          {t('nextOne')}
          <Icon of={next} />
        </a>
      ) : (
        <a class="btn wide" href={paths.marking}>
          {t('toQueue')}
        </a>
      )}
      {settled && (
        <button class="btn line wide" type="button" onClick={() => setAsking(true)}>
          {t('anew')}
        </button>
      )}
      {asking && (
        <AnewDialog
          id={task.id}
          close={() => setAsking(false)}
          done={() => {
            setAsking(false);
            void reload();
          }}
        />
      )}
    </section>
  );
}

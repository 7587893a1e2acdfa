/** The rubric as groups of radios, for a thumb in a bus and for ten fingers at a desk. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { next, server, warn } from '../../icons.json';
import { useAct } from '../../kit/act.js';
import { ApiProblem } from '../../kit/api.js';
import { announce } from '../../ui/announce.jsx';
import { Icon } from '../../ui/icon.jsx';
import { Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import * as places from './places.js';
import { useDraft } from './draft.js';
import { Html } from './frame.jsx';
import { chosenBy, earned, most, open } from './rubric.js';
import { t } from './words.js';

/** @typedef {import('../../kit/api-types-marking').TaskRead} Task */
/** @typedef {import('../../kit/api-types-marking').CriterionRead} Criterion */

const MOST_SIGNS = 2000;

/** To another page of the shell, as a link would. @param {string} path */
function go(path) {
  history.pushState(null, '', path);
  dispatchEvent(new PopStateEvent('popstate'));
  scrollTo(0, 0);
}

/** @param {{criterion: Criterion, chosen: string|undefined, choose: (level: string) => void}} props */
const Group = ({ criterion, chosen, choose }) => (
  <fieldset class="crit" data-criterion={criterion.id}>
    <legend dangerouslySetInnerHTML={{ __html: criterion.html }} />
    {criterion.levels.map((level, place) => (
      <label key={level.id} class="opt">
        <input
          type="radio"
          name={`level-${criterion.id}`}
          checked={chosen === level.id}
          onChange={() => choose(level.id)}
        />
        <Html html={level.html} class="grow" />
        <span class="pts">{t('points', { n: level.points })}</span>
        <kbd aria-hidden="true">{place + 1}</kbd>
      </label>
    ))}
  </fieldset>
);

/** @param {{task: Task, reload: () => Promise<void>}} props */
export function MarkForm({ task, reload }) {
  const [levels, setLevels] = useState(task.mine?.levels ?? {});
  const [comment, setComment] = useState(task.mine?.comment ?? '');
  const form = useRef(/** @type {HTMLFormElement|null} */ (null));
  const draft = useDraft(task.id, task.mine?.revision ?? 0);
  const { busy, problem, run } = useAct();
  const lacking = open(task.rubric, levels);
  // Fingers are faster than drawing: each key finds what the one before it left.
  const now = useRef({ levels, comment });

  /** @param {Record<string, string>} chosen @param {string} said */
  function change(chosen, said) {
    now.current = { levels: chosen, comment: said };
    setLevels(chosen);
    setComment(said);
    draft.keep({ levels: chosen, comment: said });
  }

  /** The radio the person goes on at, or the button when nothing is left. @param {Record<string, string>} chosen */
  function focusNext(chosen) {
    const following = open(task.rubric, chosen);
    const where = following ? `[data-criterion="${following.id}"] input` : 'button.give';
    /** @type {HTMLElement|null|undefined} */ (form.current?.querySelector(where))?.focus();
  }

  async function give() {
    const marks = now.current;
    if (open(task.rubric, marks.levels)) {
      announce(t('lacking'));
      focusNext(marks.levels);
      return;
    }
    const given = await run(async () => {
      await draft.settle();
      return api.giveMarks(task.id, marks);
    });
    if (!given) return;
    announce(t('given'));
    if (given.next) go(places.response(given.next));
    else await reload();
  }

  useEffect(() => {
    // After the first response the reader goes on where the next one begins.
    if (task.progress.done) document.getElementById('who')?.focus({ preventScroll: true });
  }, []);

  // With the drawing and not after it: a key struck at the first sight of the response counts.
  useLayoutEffect(() => {
    const press = (/** @type {KeyboardEvent} */ event) => {
      const at = /** @type {HTMLElement} */ (event.target);
      const writing = at.matches('textarea, input:not([type=radio])');
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && at.matches('textarea')) {
        event.preventDefault();
        void give();
        return;
      }
      if (writing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (document.querySelector('dialog[open]')) return;
      const criterion = at.closest('[data-criterion]')?.getAttribute('data-criterion') ?? null;
      const chosen = chosenBy(task.rubric, now.current.levels, criterion, event.key);
      if (chosen) {
        event.preventDefault();
        const after = { ...now.current.levels, [chosen.criterion]: chosen.level };
        change(after, now.current.comment);
        focusNext(after);
      } else if (event.key === 'Enter' && !at.matches('a, button, summary')) {
        event.preventDefault();
        void give();
      } else if (event.key.toLowerCase() === 'c') {
        event.preventDefault();
        form.current?.querySelector('textarea')?.focus();
      }
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });

  const gone = problem instanceof ApiProblem && problem.slug === 'marked-already';
  return (
    <form
      ref={form}
      class="judge flow"
      onSubmit={(sent) => {
        sent.preventDefault();
        void give();
      }}
    >
      {task.markers === 2 && <p class="note small">{t('blind')}</p>}
      {task.rubric.map((criterion) => (
        <Group
          key={criterion.id}
          criterion={criterion}
          chosen={levels[criterion.id]}
          choose={(level) =>
            change({ ...now.current.levels, [criterion.id]: level }, now.current.comment)
          }
        />
      ))}
      <div class="field">
        <label for="comment">{t('comment')}</label>
        <p class="small soft" id="comment-hint">
          {t('commentHint')}
        </p>
        <textarea
          id="comment"
          rows={3}
          maxLength={MOST_SIGNS}
          aria-describedby="comment-hint"
          value={comment}
          onInput={(typed) => change(now.current.levels, typed.currentTarget.value)}
        />
      </div>
      {draft.standing === 'changed' && (
        <div class="note small flow" role="alert">
          <p>{t('changed')}</p>
          <button class="btn line low" type="button" onClick={() => void reload()}>
            {t('useStored')}
          </button>
        </div>
      )}
      {problem && <Trouble problem={problem} />}
      {gone && task.next && (
        <a class="btn line wide" href={places.response(task.next)}>
          {t('nextOne')}
        </a>
      )}
      <footer class="give-in">
        <p class="sum">
          <b>{t('sum', { n: earned(task.rubric, levels), most: most(task.rubric) })}</b>
          <span class="save" role="status">
            {draft.standing === 'failed' ? <Icon of={warn} /> : <Icon of={server} />}
            {t(`draft.${draft.standing}`)}
          </span>
        </p>
        <div class="deeds">
          {task.next && (
            <a class="btn line" href={places.response(task.next)}>
              {t('skip')}
            </a>
          )}
          <button class="btn give" aria-disabled={busy || Boolean(lacking)}>
            {t(busy ? 'giving' : task.next ? 'giveNext' : 'give')}
            <Icon of={next} />
          </button>
        </div>
      </footer>
      <p class="small soft keys">{t('keys')}</p>
    </form>
  );
}

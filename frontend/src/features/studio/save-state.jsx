/** Where what was done is now, and acts that could not be done. */
import { device, ok, send, warn } from '../../icons.json';
import { Icon } from '../../ui/icon.jsx';
import { t } from './words.js';

const STATES = /** @type {const} */ ({
  saved: ['stateSaved', ok],
  typing: ['stateTyping', device],
  sending: ['stateSending', send],
  waiting: ['stateWaiting', device],
  conflict: ['stateConflict', warn],
  refused: ['stateRefused', warn],
});

/** @param {{state: keyof typeof STATES}} props */
export function SaveState({ state }) {
  const [words, icon] = STATES[state];
  return (
    <p class="save" role="status">
      <Icon of={icon} />
      <span>{t(words)}</span>
    </p>
  );
}

/** What an act wanted, in words. @param {import('./structure.js').Act} act */
function wish(act) {
  const title =
    'title' in act ? act.title : ('seen' in act && act.seen) || act.activity || act.module;
  return t(`wish.${act.act}`, { title });
}

/** @param {{list: import('./use-outline.js').GivenBack[], dismiss: () => void}} props */
export const GivenBack = ({ list, dismiss }) =>
  list.length === 0 ? null : (
    <div class="trouble flow" role="alert">
      <p class="tag no">
        <Icon of={warn} />
        {t('givenBack')}
      </p>
      <ul class="flow">
        {list.map(({ act, problem }, n) => (
          <li key={n}>
            <b>{wish(act)}</b>
            <br />
            {problem ? problem.message : t('outlineChanged')}
          </li>
        ))}
      </ul>
      <button class="btn line low" type="button" onClick={dismiss}>
        {t('understood')}
      </button>
    </div>
  );

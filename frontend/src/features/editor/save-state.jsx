/** Where what was typed is now. */
import { device, ok, send, warn } from '../../icons.json';
import { format } from '../../kit/session.js';
import { Icon } from '../../ui/icon.jsx';
import { t } from './words.js';

const STATES = /** @type {const} */ ({
  saved: ['stateSaved', ok],
  typing: ['stateTyping', device],
  saving: ['stateSaving', send],
  waiting: ['stateWaiting', device],
  conflict: ['stateConflict', warn],
  refused: ['stateRefused', warn],
  opening: ['stateSaving', send],
  closed: ['stateRefused', warn],
});

/** @param {{desk: import('./desk.js').Desk}} props */
export function SaveState({ desk }) {
  const [words, icon] = STATES[desk.state.value];
  const at = desk.savedAt.value;
  return (
    <p class="save" role="status">
      <Icon of={icon} />
      <span>
        {desk.kept.value || !desk.unsent() ? t(words) : t('stateUnkept')}
        {desk.state.value === 'saved' && at && ` ${format.value.time(at)}`}
      </span>
    </p>
  );
}

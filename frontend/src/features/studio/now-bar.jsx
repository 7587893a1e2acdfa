/** Always in view: where what was done is, and the last step back. */
import { again } from '../../icons.json';
import { useAct } from '../../kit/act.js';
import { useLoaded } from '../../kit/load.js';
import { announce } from '../../ui/announce.jsx';
import { Icon } from '../../ui/icon.jsx';
import { Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { actWords } from './history-words.js';
import { SaveState } from './save-state.jsx';
import { lastStep } from './steps.js';
import { t } from './words.js';

/** @param {{hand: import('./use-outline.js').OutlineHand, outline: import('../../kit/api-types-studio').DraftOutline}} props `outline`: as it is shown */
export function NowBar({ hand, outline }) {
  const { busy, problem, run } = useAct();
  const found = useLoaded(`latest ${outline.id} ${outline.revision}`, (signal) =>
    api.history(outline.id, null, signal),
  );
  const last = lastStep(found.value?.items ?? []);
  const idle = last && hand.waiting === 0 && !busy && !found.loading;
  const what = last ? actWords(last, outline) : '';
  async function undo() {
    if (!idle) return;
    const done = await run(() => api.undo(outline.id, last.number).then(() => true));
    if (done) announce(t('undone', { what }));
    await hand.reload();
  }
  return (
    <div class="studio-now">
      <div class="row">
        <SaveState state={hand.state} />
        {last && (
          <button
            class="btn line low"
            type="button"
            aria-label={t('undoOne', { what })}
            title={what}
            aria-disabled={!idle}
            onClick={() => void undo()}
          >
            <Icon of={again} class="back-turn" />
            {t('undo')}
          </button>
        )}
      </div>
      {problem && <Trouble problem={problem} />}
    </div>
  );
}

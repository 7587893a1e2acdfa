/** What each activity weighs in the grade; shares follow while numbers are typed. */
import { useState } from 'preact/hooks';
import { useAct } from '../../kit/act.js';
import { format } from '../../kit/session.js';
import { Dialog } from '../../ui/dialog.jsx';
import { Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { shares } from './figures.js';
import { t } from './words.js';

/** @param {{slug: string, columns: api.Column[], close: () => void, saved: () => void}} props */
export function WeightsDialog({ slug, columns, close, saved }) {
  const [weights, setWeights] = useState(() => columns.map(({ weight }) => weight));
  const { busy, problem, run } = useAct();
  const share = shares(weights);
  /** @param {SubmitEvent} event */
  async function submit(event) {
    event.preventDefault();
    const changed = columns.flatMap(({ slug: activity, weight, usual_weight }, place) => {
      const now = weights[place] ?? 0;
      return now === weight ? [] : [{ activity, weight: now === usual_weight ? null : now }];
    });
    if (changed.length === 0) return close();
    if (await run(() => api.putWeights(slug, changed))) saved();
  }
  return (
    <Dialog title={t('weights')} close={close}>
      <form class="flow" onSubmit={submit}>
        <p class="small soft">{t('weightsWords')}</p>
        <ul class="weigh">
          {columns.map((column, place) => (
            <li key={column.activity}>
              <label for={`w-${column.slug}`}>
                {column.title}
                {!column.required && <small class="soft">{t('optional')}</small>}
              </label>
              <input
                id={`w-${column.slug}`}
                type="number"
                min="0"
                max="100"
                required
                value={weights[place]}
                onInput={(event) => {
                  const now = event.currentTarget.valueAsNumber;
                  if (Number.isInteger(now))
                    setWeights((old) => old.map((one, at) => (at === place ? now : one)));
                }}
              />
              <output for={`w-${column.slug}`}>
                {share[place] == null
                  ? t('noWeight')
                  : t('share', { n: format.value.number(share[place] ?? 0) })}
              </output>
            </li>
          ))}
        </ul>
        {problem && <Trouble problem={problem} />}
        <div class="deeds">
          <button class="btn" disabled={busy}>
            {t('save')}
          </button>
          <button class="btn line" type="button" onClick={close}>
            {t('cancel')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** Sets one window of a quiz: for everybody, or for one agency and all below it. */
import { useAct } from '../../kit/act.js';
import { Dialog } from '../../ui/dialog.jsx';
import { Field } from '../../ui/field.jsx';
import { Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { fromWall, toWall } from './wall-clock.js';
import { t } from './words.js';

/**
 * @param {object} props
 * @param {api.ScheduleRead} props.schedule
 * @param {api.WindowRead|null} props.window none: a new one
 * @param {(changed: api.WindowChanged) => void} props.done
 * @param {() => void} props.close
 */
export function WindowDialog({ schedule, window, done, close }) {
  const { busy, problem, run, about } = useAct();
  const zone = schedule.time_zone;
  const taken = new Set(schedule.windows.map(({ agency }) => agency));
  async function save(/** @type {SubmitEvent} */ sent) {
    sent.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (sent.currentTarget));
    const said = (/** @type {string} */ name) => String(form.get(name) ?? '');
    const changed = await run(() =>
      api.setWindow(schedule.course, schedule.activity, {
        agency: window ? window.agency : said('agency') || null,
        opens_at: fromWall(said('opens_at'), zone),
        closes_at: fromWall(said('closes_at'), zone),
      }),
    );
    if (changed) done(changed);
  }
  const isField = about('opens_at') || about('closes_at');
  return (
    <Dialog title={window ? (window.agency_name ?? t('everyone')) : t('newWindow')} close={close}>
      <form class="flow" onSubmit={(sent) => void save(sent)}>
        {!window && (
          <Field name="agency" as="select" label={t('for')} hint={t('forHint')}>
            {!taken.has(null) && <option value="">{t('everyone')}</option>}
            {schedule.agencies
              .filter(({ id }) => !taken.has(id))
              .map(({ id, name, depth }) => (
                <option key={id} value={id}>
                  {' '.repeat(3 * (depth - 1)) + name}
                </option>
              ))}
          </Field>
        )}
        <Field
          name="opens_at"
          label={t('opens')}
          hint={t('opensHint')}
          error={about('opens_at')}
          control={{
            type: 'datetime-local',
            defaultValue: toWall(window?.opens_at ?? null, zone),
          }}
        />
        <Field
          name="closes_at"
          label={t('closes')}
          hint={t('closesHint', { n: schedule.grace_minutes })}
          error={about('closes_at')}
          control={{
            type: 'datetime-local',
            defaultValue: toWall(window?.closes_at ?? null, zone),
          }}
        />
        {problem && !isField && <Trouble problem={problem} />}
        <button class="btn wide" aria-disabled={busy}>
          {t(busy ? 'saving' : 'save')}
        </button>
      </form>
    </Dialog>
  );
}

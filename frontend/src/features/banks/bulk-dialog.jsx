/** One change to many questions: what is left empty stays as it is in each. */
import { useAct } from '../../kit/act.js';
import { Dialog } from '../../ui/dialog.jsx';
import { Field } from '../../ui/field.jsx';
import { Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { DIFFICULTIES } from '../../ui/questions/kinds.js';
import { tagsIn } from '../../ui/questions/tags.js';
import { known, t } from './words.js';

/**
 * @param {{bank: string, ids: string[], facets: api.Facets|null, done: (answer: import('../../kit/api-types-banks').BulkAnswer) => void, close: () => void}} props
 */
export function BulkDialog({ bank, ids, facets, done, close }) {
  const { busy, problem, run, about } = useAct();

  async function change(/** @type {SubmitEvent} */ sent) {
    sent.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (sent.currentTarget));
    const said = (/** @type {string} */ name) => String(form.get(name) ?? '').trim();
    const set = Object.fromEntries(
      ['competency', 'difficulty', 'review_on', 'author'].flatMap((name) =>
        said(name) ? [[name, said(name)]] : [],
      ),
    );
    const answer = await run(() =>
      api.changeMany(bank, {
        ids,
        set,
        add_tags: tagsIn(said('add_tags')),
        remove_tags: form.getAll('remove_tags'),
        note: said('note'),
      }),
    );
    if (answer) done(answer);
  }

  return (
    <Dialog title={t('bulkTitle', { n: ids.length })} close={close}>
      <form class="flow" onSubmit={(sent) => void change(sent)}>
        <p class="small soft">{t('bulkWords')}</p>
        <Field
          name="competency"
          label={t('competency')}
          error={about('competency')}
          control={{ list: 'bulk-competencies', maxlength: 500, autocomplete: 'off' }}
        />
        <datalist id="bulk-competencies">
          {facets?.competency.map(({ value }) => (
            <option key={value} value={value} />
          ))}
        </datalist>
        <div class="duo">
          <Field name="difficulty" label={t('difficulty')} as="select">
            <option value="">{t('stays')}</option>
            {DIFFICULTIES.map((one) => (
              <option key={one} value={one}>
                {known(`difficulty.${one}`)}
              </option>
            ))}
          </Field>
          <Field
            name="review_on"
            label={t('reviewOn')}
            error={about('review_on')}
            control={{ type: 'date' }}
          />
        </div>
        <Field
          name="author"
          label={t('author')}
          error={about('author')}
          control={{ maxlength: 500, autocomplete: 'off' }}
        />
        <Field
          name="add_tags"
          label={t('addTags')}
          hint={t('tagsHint')}
          control={{ autocomplete: 'off' }}
        />
        {(facets?.tag.length ?? 0) > 0 && (
          <fieldset>
            <legend class="small">
              <b>{t('removeTags')}</b>
            </legend>
            <div class="tag-ticks">
              {facets?.tag.map(({ value }) => (
                <label key={value} class="row tick">
                  <input type="checkbox" name="remove_tags" value={value} />
                  {value}
                </label>
              ))}
            </div>
          </fieldset>
        )}
        <Field name="note" label={t('note')} control={{ maxlength: 500, autocomplete: 'off' }} />
        {problem && <Trouble problem={problem} />}
        <button class="btn wide" aria-disabled={busy}>
          {busy ? t('saving') : t('bulkGo', { n: ids.length })}
        </button>
      </form>
    </Dialog>
  );
}

/** A module or an activity arranged: its names, whether it is required, its module, taking it away. */
import { useState } from 'preact/hooks';
import { titleOf } from '../../kit/titles.js';
import { announce } from '../../ui/announce.jsx';
import { useAsking } from '../../ui/asking.js';
import { Dialog } from '../../ui/dialog.jsx';
import { Field } from '../../ui/field.jsx';
import { at } from './structure.js';
import { t } from './words.js';

/** @typedef {import('./structure.js').Act} Act */

/**
 * @param {object} props
 * @param {import('../../kit/api-types-studio').DraftOutline} props.outline
 * @param {import('./structure.js').Place} props.place
 * @param {(act: Act) => void} props.act
 * @param {(act: Extract<Act, {act: 'move'}>) => void} props.move
 * @param {() => void} props.close
 */
export function ItemDialog({ outline, place, act, move, close }) {
  // As it was when the dialog was opened: what is sent says what was seen.
  const [item] = useState(() => at(outline, place));
  const { asking, ask, first, opener } = useAsking();
  if (!item) return null;
  const { module, activity } = place;
  const asActivity = 'kind' in item ? item : null;
  const asModule = 'kind' in item ? null : item;

  function save(/** @type {SubmitEvent} */ sent) {
    sent.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (sent.currentTarget));
    const said = (/** @type {string} */ name) => String(form.get(name) ?? '').trim();
    const title = said('title') || item?.title || '';
    const title_en = said('title_en') || null;
    const summary = said('summary') || item?.summary;
    const worded = summary !== item?.summary || title_en !== (item?.title_en ?? null);
    if (item && (worded || title !== item.title)) {
      act({ act: 'rename', module, activity, title, title_en, summary, seen: item.title });
    }
    if (activity !== undefined && asActivity) {
      const required = form.get('required') === 'on';
      if (required !== asActivity.required)
        act({ act: 'set-required', module, activity, required });
      const to = said('to');
      if (to && to !== module) {
        const last = outline.modules.find(({ slug }) => slug === to)?.activities.at(-1);
        move({ act: 'move', module, activity, to, after: last?.slug ?? null });
      }
    }
    close();
  }

  function remove() {
    act({ act: 'remove', module, activity, seen: item?.title ?? '' });
    announce(t('removed', { title: item ? titleOf(item) : '' }));
    close();
  }

  return (
    <Dialog title={titleOf(item)} close={close}>
      <form class="flow" onSubmit={save}>
        <Field
          name="title"
          label={t('itemTitle')}
          control={{ required: true, maxlength: 120, defaultValue: item.title }}
        />
        <Field
          name="title_en"
          label={t('itemTitleEn')}
          control={{ maxlength: 120, lang: 'en', defaultValue: item.title_en ?? '' }}
        />
        {asModule && (
          <Field
            name="summary"
            as="textarea"
            label={t('summary')}
            control={{
              maxlength: 400,
              rows: 3,
              class: 'plain-area',
              defaultValue: asModule.summary,
            }}
          />
        )}
        {asActivity && (
          <>
            <Field name="to" as="select" label={t('inModule')}>
              {outline.modules
                .filter(({ slug }) => slug)
                .map((one) => (
                  <option key={one.slug} value={one.slug} selected={one.slug === module}>
                    {titleOf(one)}
                  </option>
                ))}
            </Field>
            <label class="row tick">
              <input type="checkbox" name="required" defaultChecked={asActivity.required} />
              {t('requiredToPass')}
            </label>
          </>
        )}
        <button class="btn wide">{t('save')}</button>
      </form>
      {asking ? (
        <div class="ask flow">
          <p>{t(asModule ? 'removeModuleAsk' : 'removeAsk', { title: titleOf(item) })}</p>
          <div class="deeds">
            <button ref={first} class="btn line low" type="button" onClick={remove}>
              {t('removeYes')}
            </button>
            <button class="btn line low" type="button" onClick={() => ask(0)}>
              {t('removeNo')}
            </button>
          </div>
        </div>
      ) : (
        <button ref={opener} class="link" type="button" onClick={() => ask(1)}>
          {t(asModule ? 'removeModule' : 'removeActivity')}
        </button>
      )}
    </Dialog>
  );
}

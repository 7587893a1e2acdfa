/** A new module, or a new activity of one of the kinds: it begins with a small valid text. */
import { useState } from 'preact/hooks';
import { titleOf } from '../../kit/titles.js';
import { announce } from '../../ui/announce.jsx';
import { Dialog } from '../../ui/dialog.jsx';
import { Field } from '../../ui/field.jsx';
import { Icon } from '../../ui/icon.jsx';
import { iconOf, KINDS, TOOLS } from './kinds.js';
import { t } from './words.js';

/**
 * @param {object} props
 * @param {import('../../kit/api-types-studio').DraftOutline} props.outline
 * @param {string|null} props.module null: a module is added
 * @param {(act: import('./structure.js').Act) => void} props.act
 * @param {() => void} props.close
 */
export function AddDialog({ outline, module, act, close }) {
  const [kind, setKind] = useState(/** @type {string} */ ('lesson'));
  const into = outline.modules.find(({ slug }) => slug === module);
  // Behind the last is the end, which is offered by its own name.
  const before = (into?.activities ?? outline.modules).slice(0, -1).filter(({ slug }) => slug);

  function add(/** @type {SubmitEvent} */ sent) {
    sent.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (sent.currentTarget));
    const title = String(form.get('title')).trim();
    if (!title) return;
    const after = String(form.get('after') ?? '') || undefined;
    if (module === null) act({ act: 'add-module', title, after });
    else {
      const tool = String(form.get('tool') ?? '') || undefined;
      act({ act: 'add-activity', module, kind, tool, title, after });
    }
    announce(t('added', { title }));
    close();
  }

  return (
    <Dialog title={t(module === null ? 'addModule' : 'addActivity')} close={close}>
      <form class="flow" onSubmit={add}>
        <Field
          name="title"
          label={t('itemTitle')}
          hint={t('itemTitleHint')}
          control={{ required: true, maxlength: 120, autocomplete: 'off' }}
        />
        {module !== null && (
          <fieldset class="flow kinds">
            <legend class="small">
              <b>{t('whichKind')}</b>
            </legend>
            {KINDS.map((one) => (
              <label key={one} class="opt">
                <input
                  type="radio"
                  name="kind"
                  value={one}
                  checked={kind === one}
                  onChange={() => setKind(one)}
                />
                <Icon of={iconOf(one)} />
                <span>
                  {t(`kind.${one}`)}
                  <small class="soft">{t(`kindIs.${one}`)}</small>
                </span>
              </label>
            ))}
          </fieldset>
        )}
        {module !== null && kind === 'worksheet' && (
          <Field name="tool" as="select" label={t('whichTool')}>
            {TOOLS.map((one) => (
              <option key={one} value={one}>
                {t(`tool.${one}`)}
              </option>
            ))}
          </Field>
        )}
        {before.length > 0 && (
          <Field name="after" as="select" label={t('placeAfter')}>
            <option value="">{t('placeLast')}</option>
            {before.map((one) => (
              <option key={one.slug} value={one.slug}>
                {t('afterOne', { title: titleOf(one) })}
              </option>
            ))}
          </Field>
        )}
        <button class="btn wide">{t('add')}</button>
      </form>
    </Dialog>
  );
}

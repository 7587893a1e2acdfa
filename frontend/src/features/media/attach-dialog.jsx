/** What people need to know of a file before it belongs to a course: where, what, whose. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { useAct } from '../../kit/act.js';
import { titleOf } from '../../kit/titles.js';
import { Dialog } from '../../ui/dialog.jsx';
import { Field } from '../../ui/field.jsx';
import { Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { t } from './words.js';

/** Fields by kind; those of `NEEDED` must say something. */
const FIELDS = /** @type {Record<string, readonly string[]>} */ ({
  picture: ['alt', 'licence'],
  sound: ['title', 'licence', 'transcript', 'captions'],
  film: ['title', 'licence', 'captions', 'transcript'],
  document: ['title', 'licence'],
  captions: [],
});
const NEEDED = ['alt', 'title', 'licence'];

/**
 * @param {object} props
 * @param {string} props.kind
 * @param {string|null} props.module whose captions may be chosen
 * @param {api.Asset[]} props.assets
 * @param {string[]} props.missing
 * @param {Partial<api.Asset>} [props.given]
 */
export function WordFields({ kind, module, assets, missing, given = {} }) {
  const captions = assets.filter(
    (one) => one.kind === 'captions' && !one.bank && one.module === module,
  );
  return (
    <>
      {(FIELDS[kind] ?? []).map((name) =>
        name === 'captions' ? (
          captions.length > 0 && (
            <Field
              key={name}
              name={name}
              label={t('captions')}
              hint={t('captionsHint')}
              as="select"
            >
              <option value="">{t('noCaptions')}</option>
              {captions.map((one) => (
                <option key={one.name} value={one.name} selected={one.name === given.captions}>
                  {one.name}
                </option>
              ))}
            </Field>
          )
        ) : (
          <Field
            key={name}
            name={name}
            label={t(/** @type {'alt'} */ (name))}
            hint={t(/** @type {'altHint'} */ (`${name}Hint`))}
            as={name === 'transcript' ? 'textarea' : 'input'}
            error={missing.includes(name) ? t('needed') : null}
            control={{
              autocomplete: 'off',
              defaultValue: given[/** @type {'title'} */ (name)] ?? '',
              ...(name === 'transcript'
                ? { rows: 5, maxlength: 20_000 }
                : { maxlength: name === 'title' ? 120 : 400 }),
            }}
          />
        ),
      )}
    </>
  );
}

/** What a form says, and what it leaves out. @param {HTMLFormElement} form */
export function filledIn(form) {
  const said = Object.fromEntries(
    [...new FormData(form)].map(([name, value]) => [name, String(value).trim()]),
  );
  return { said, missing: NEEDED.filter((name) => name in said && !said[name]) };
}

/** What a form still wants, and the form: the first such field gets the focus. */
export function useMissing() {
  const form = useRef(/** @type {HTMLFormElement|null} */ (null));
  const [missing, setMissing] = useState(/** @type {string[]} */ ([]));
  useEffect(() => {
    const first = missing.length > 0 && form.current?.querySelector('[aria-invalid]');
    if (first) /** @type {HTMLElement} */ (first).focus();
  }, [missing]);
  return { form, missing, setMissing };
}

/**
 * @param {object} props
 * @param {string} props.id
 * @param {api.Upload} props.upload
 * @param {api.Draft['modules']} props.modules
 * @param {api.Asset[]} props.assets
 * @param {() => void} props.close
 * @param {() => void} props.done
 */
export function AttachDialog({ id, upload, modules, assets, close, done }) {
  const { busy, problem, run } = useAct();
  const [module, setModule] = useState('');
  const { form, missing, setMissing } = useMissing();

  async function add(/** @type {SubmitEvent} */ sent) {
    sent.preventDefault();
    const { said, missing: wanting } = filledIn(
      /** @type {HTMLFormElement} */ (sent.currentTarget),
    );
    setMissing(wanting);
    if (wanting.length) return;
    const { module: place, ...rest } = said;
    const words = Object.fromEntries(Object.entries(rest).filter(([, text]) => text));
    const wish = { upload: upload.id, module: place || null, ...words };
    if (await run(() => api.attach(id, wish))) done();
  }

  return (
    <Dialog title={upload.name} close={close}>
      <form ref={form} class="flow" noValidate onSubmit={(sent) => void add(sent)}>
        <Field
          name="module"
          label={t('place')}
          hint={t('placeHint')}
          as="select"
          control={{
            value: module,
            onChange: (/** @type {any} */ { currentTarget }) => setModule(currentTarget.value),
          }}
        >
          <option value="">{t('wholeCourse')}</option>
          {modules.map((one) => (
            <option key={one.slug} value={one.slug}>
              {titleOf(one)}
            </option>
          ))}
        </Field>
        <WordFields
          kind={upload.result?.kind ?? ''}
          module={module || null}
          assets={assets}
          missing={missing}
        />
        {problem && <Trouble problem={problem} />}
        <button class="btn wide" aria-disabled={busy}>
          {t('add')}
        </button>
      </form>
    </Dialog>
  );
}

/** A new course: from nothing, in the shape of one that is there, or a pack for one region. */
import { useState } from 'preact/hooks';
import { useAct } from '../../kit/act.js';
import { useLoaded } from '../../kit/load.js';
import * as paths from '../../kit/manage-paths.js';
import { format } from '../../kit/session.js';
import { Dialog } from '../../ui/dialog.jsx';
import { Field } from '../../ui/field.jsx';
import { Skeleton, Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { go } from './go.js';
import { known, t } from './words.js';

/** @typedef {import('../../kit/api-types-studio').CourseTemplate} Template */

/** @param {Template} one */
const nameOf = (one) => known(`template.${one.template}`, t('shapeOf', { title: one.title }));

/** @param {Template} one */
const sizeOf = (one) =>
  [
    t('modulesN', { n: one.modules }),
    t('activitiesN', { n: one.activities }),
    one.minutes > 0 && t('minutes', { n: format.value.number(one.minutes) }),
    one.jp > 0 && `${one.jp} JP`,
  ]
    .filter(Boolean)
    .join(' · ');

/** @param {{close: () => void}} props */
export function NewCourse({ close }) {
  const { busy, problem, run, about } = useAct();
  const [template, setTemplate] = useState('empty');
  const [title, setTitle] = useState('');
  const found = useLoaded('templates', (signal) => api.templates(signal));
  const { templates = [], audiences = [] } = found.value ?? {};

  async function create(/** @type {SubmitEvent} */ sent) {
    sent.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (sent.currentTarget));
    const title_en = String(form.get('title_en')).trim();
    const audience = String(form.get('audience') ?? '') || null;
    const draft = await run(() =>
      api.create({
        template,
        title: title.trim(),
        ...(title_en ? { title_en } : {}),
        ...(audience ? { audience } : {}),
      }),
    );
    if (draft) go(paths.studioCourse(draft.id));
  }

  return (
    <Dialog title={t('newCourse')} close={close}>
      {found.problem && <Trouble problem={found.problem} retry={found.reload} />}
      {!found.value && !found.problem && <Skeleton lines={5} />}
      {found.value && (
        <form class="flow" onSubmit={(sent) => void create(sent)}>
          <Field
            name="title"
            label={t('courseTitle')}
            hint={t('courseTitleHint')}
            error={about('title')}
            control={{
              ...{ required: true, maxlength: 120, autocomplete: 'off', value: title },
              onInput: (/** @type {any} */ change) => setTitle(change.currentTarget.value),
            }}
          />
          <Field
            name="title_en"
            label={t('itemTitleEn')}
            error={about('title_en')}
            control={{ maxlength: 120, lang: 'en', autocomplete: 'off' }}
          />
          <fieldset class="flow kinds">
            <legend class="small">
              <b>{t('beginFrom')}</b>
            </legend>
            {templates.map((one) => (
              <label key={one.template} class="opt">
                <input
                  type="radio"
                  name="template"
                  value={one.template}
                  checked={template === one.template}
                  onChange={() => setTemplate(one.template)}
                />
                <span>
                  {nameOf(one)}
                  <small class="soft">{known(`templateIs.${one.template}`, t('shapeIs'))}</small>
                  <small class="soft">{sizeOf(one)}</small>
                </span>
              </label>
            ))}
          </fieldset>
          {audiences.length > 0 && (
            <Field
              name="audience"
              as="select"
              label={t('forWhom')}
              hint={t('forWhomHint')}
              error={about('audience')}
              control={{ required: template === 'region' }}
            >
              {template === 'region' ? (
                <option value="">{t('chooseUnit')}</option>
              ) : (
                <option value="">{t('forAll')}</option>
              )}
              {audiences.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </Field>
          )}
          {problem && <Trouble problem={problem} />}
          <button class="btn wide" aria-disabled={busy}>
            {t(busy ? 'creating' : 'createDraft')}
          </button>
        </form>
      )}
    </Dialog>
  );
}

/** Markdown, a folder or a zip becomes a draft; what is wrong with it is told at once. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { back, warn } from '../../icons.json';
import { ApiProblem } from '../../kit/api.js';
import { useLoaded } from '../../kit/load.js';
import * as paths from '../../kit/manage-paths.js';
import { format } from '../../kit/session.js';
import sheet from '../../styles/review.css?url';
import { Field } from '../../ui/field.jsx';
import { Icon } from '../../ui/icon.jsx';
import { Manage } from '../../ui/manage.jsx';
import { linkSheet } from '../../ui/sheet.js';
import { Trouble } from '../../ui/states.jsx';
import { UploadQueue } from '../../ui/uploads.jsx';
import * as api from './api.js';
import { chosen, dropped } from './gathering.js';
import { Made } from './made.jsx';
import { useImport } from './use-import.js';
import { t } from './words.js';

await linkSheet(sheet);

const TEXTS = '.md,.markdown,.zip,application/zip,text/markdown';

const FOLDER = /** @type {any} */ ({ webkitdirectory: true });

/** Where files are dropped or chosen. @param {{choose: (picked: import('./gathering.js').Picked[]) => void}} props */
function Chooser({ choose }) {
  const [over, setOver] = useState(false);
  const take = (/** @type {any} */ { currentTarget }) => {
    choose(chosen(currentTarget.files));
    currentTarget.value = '';
  };
  return (
    <div
      class={`drop${over ? ' over' : ''}`}
      role="group"
      aria-label={t('file')}
      aria-describedby="berkas-hint"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void dropped(event.dataTransfer).then(choose);
      }}
    >
      <label class="btn line pick-file">
        {t('chooseFiles')}
        <input class="sr" type="file" multiple accept={TEXTS} onChange={take} />
      </label>
      <label class="btn line pick-file">
        {t('chooseFolder')}
        <input class="sr" type="file" multiple {...FOLDER} onChange={take} />
      </label>
      <p class="small soft" id="berkas-hint">
        {t('fileHint')}
      </p>
    </div>
  );
}

/** What was chosen, in a line. @param {{plan: import('./use-import.js').Plan, hindrance: string}} props */
const Chosen = ({ plan, hindrance }) => (
  <>
    <p role="status">
      <b>{plan.name}</b>
      <br />
      <span class="small soft">
        {plan.kind !== 'file' && `${t('filesCount', { count: plan.send.length })} · `}
        {format.value.bytes(plan.bytes)}
        {plan.left.length > 0 && ` · ${t('leftOut', { count: plan.left.length })}`}
      </span>
    </p>
    {hindrance && (
      <p class="tag no" role="alert">
        <Icon of={warn} />
        {hindrance}
      </p>
    )}
  </>
);

/** The course is here: what bringing it in would do. @param {{problem: ApiProblem, busy: boolean, go: () => void}} props */
function Here({ problem, busy, go }) {
  const { draft, replaces } = problem.told;
  const same = !replaces.added && !replaces.changed && !replaces.removed;
  const group = useRef(/** @type {HTMLDivElement|null} */ (null));
  useEffect(() => group.current?.focus(), []); // it comes in the place of the button
  return (
    <div class="note flow" role="group" aria-label={t('into')} tabIndex={-1} ref={group}>
      <p>
        {same
          ? t(draft ? 'intoSame' : 'intoSamePublished')
          : t(draft ? 'intoDraft' : 'intoPublished', replaces)}
      </p>
      <p class="small">{t('intoWords')}</p>
      <button class="btn" type="button" aria-disabled={busy} onClick={go}>
        {t('into')}
      </button>
    </div>
  );
}

export default function ImportPage() {
  const { busy, problem, about, queue, plan, hindrance, choose, bring, made } = useImport();
  const [said, say] = useState({ title: '', audience: '' });
  const [left, setLeft] = useState(/** @type {string[]} */ ([]));
  const found = useLoaded('templates', (signal) => api.templates(signal));
  const audiences = found.value?.audiences ?? [];
  const here = problem instanceof ApiProblem && problem.slug === 'course-is-here' && problem;
  const yours = Boolean(here && here.told.yours);
  const isText = plan?.kind === 'texts' || /\.(?:md|markdown)$/i.test(plan?.name ?? '');

  return (
    <Manage
      title={t('importTitle')}
      words={t('importWords')}
      above={
        <a class="above" href={paths.studio}>
          <Icon of={back} />
          {t('toStudio')}
        </a>
      }
    >
      <form
        class="flow import"
        onSubmit={(sent) => {
          sent.preventDefault();
          void bring(said, false);
        }}
      >
        <Chooser
          choose={(picked) => {
            choose(picked);
            setLeft([]);
          }}
        />
        {plan && (
          <>
            <Chosen plan={plan} hindrance={hindrance ?? ''} />
            {!yours && isText && (
              <Field
                name="title"
                label={t('courseTitle')}
                hint={t('courseTitleHint')}
                error={about('title')}
                control={{
                  maxlength: 120,
                  autocomplete: 'off',
                  value: said.title,
                  onInput: (/** @type {any} */ typed) =>
                    say({ ...said, title: typed.currentTarget.value }),
                }}
              />
            )}
            {!yours && audiences.length > 0 && (
              <Field
                name="audience"
                as="select"
                label={t('forWhom')}
                hint={t('forWhomHint')}
                error={about('audience')}
                control={{
                  value: said.audience,
                  onChange: (/** @type {any} */ taken) =>
                    say({ ...said, audience: taken.currentTarget.value }),
                }}
              >
                <option value="">{t('forAll')}</option>
                {audiences.map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.name}
                  </option>
                ))}
              </Field>
            )}
            {!yours && (
              <button
                class="btn"
                aria-disabled={busy || Boolean(hindrance)}
                onClick={() => setLeft(plan.left)}
              >
                {t(busy ? 'bringing' : 'bring')}
              </button>
            )}
          </>
        )}
      </form>
      <UploadQueue queue={queue} />
      {problem && !yours && <Trouble problem={problem} />}
      {here && yours && <Here problem={here} busy={busy} go={() => void bring(said, true)} />}
      {made && <Made made={made} left={left} />}
      <section class="studio-apart flow" aria-labelledby="bentuk">
        <h2 id="bentuk">{t('shapes')}</h2>
        <ul class="shapes">
          <li>{t('shape.md')}</li>
          <li>{t('shape.folder')}</li>
          <li>{t('shape.zip')}</li>
        </ul>
        <p class="small soft">{t('shapesSafe')}</p>
      </section>
    </Manage>
  );
}

/** A Markdown text or a zip becomes a draft; what is wrong with it is told at once. */
import { useState } from 'preact/hooks';
import { back, ok } from '../../icons.json';
import { useAct } from '../../kit/act.js';
import { ApiProblem } from '../../kit/api.js';
import * as paths from '../../kit/manage-paths.js';
import sheet from '../../styles/review.css?url';
import { announce } from '../../ui/announce.jsx';
import { Icon } from '../../ui/icon.jsx';
import { Manage } from '../../ui/manage.jsx';
import { linkSheet } from '../../ui/sheet.js';
import { Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { Findings } from './findings.jsx';
import { t } from './words.js';

await linkSheet(sheet);

const MOST = 20 * 1024 * 1024;

/** @param {{made: import('../../kit/api-types-review').CourseImported}} props */
const Made = ({ made }) => (
  <section class="flow" aria-labelledby="hasil" role="status">
    <h2 id="hasil">{made.title}</h2>
    <p class="tag ok">
      <Icon of={ok} />
      {t(made.created ? 'madeNew' : 'madeInto', { count: made.files })}
    </p>
    {made.published && <p class="note">{t('samePublished')}</p>}
    {made.left_out.length > 0 && (
      <details>
        <summary>{t('leftOut', { count: made.left_out.length })}</summary>
        <ul class="small">
          {made.left_out.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      </details>
    )}
    <p>
      <a class="btn" href={paths.studioCourse(made.id)}>
        {t('openDraft')}
      </a>
    </p>
    {made.findings.length > 0 ? (
      <>
        <h3>{t('toMend', { count: made.findings.length })}</h3>
        <p class="small soft">{t('toMendWords')}</p>
        <Findings id={made.id} list={made.findings} />
      </>
    ) : (
      <p class="soft">{t('nothingToMend')}</p>
    )}
  </section>
);

export default function ImportPage() {
  const { busy, problem, run } = useAct();
  const [file, choose] = useState(/** @type {File|null} */ (null));
  const [made, setMade] = useState(
    /** @type {import('../../kit/api-types-review').CourseImported|null} */ (null),
  );
  const here = problem instanceof ApiProblem && problem.slug === 'course-is-here';
  const heavy = (file?.size ?? 0) > MOST;

  /** @param {boolean} into */
  async function send(into) {
    if (!file || heavy) return;
    setMade(null);
    const done = await run(() => api.bringIn(file, into));
    if (!done) return;
    announce(t(done.created ? 'madeNew' : 'madeInto', { count: done.files }));
    setMade(done);
  }

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
          void send(false);
        }}
      >
        <div class="field">
          <label for="berkas">{t('file')}</label>
          <p class="small soft" id="berkas-hint">
            {t('fileHint')}
          </p>
          <input
            id="berkas"
            type="file"
            accept=".md,.markdown,.zip,application/zip,text/markdown"
            aria-describedby="berkas-hint"
            onChange={(chosen) => choose(chosen.currentTarget.files?.[0] ?? null)}
          />
        </div>
        {heavy && (
          <p class="tag no" role="alert">
            {t('tooHeavy')}
          </p>
        )}
        <button class="btn" aria-disabled={busy || !file || heavy}>
          {t(busy ? 'bringing' : 'bring')}
        </button>
      </form>
      {problem && <Trouble problem={problem} />}
      {here && (
        <div class="note flow">
          <p>{t('intoWords')}</p>
          <button
            class="btn line"
            type="button"
            aria-disabled={busy}
            onClick={() => void send(true)}
          >
            {t('into')}
          </button>
        </div>
      )}
      {made && <Made made={made} />}
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

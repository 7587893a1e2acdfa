/** The published versions of a course; a draft may become any of them again. */
import { useAct } from '../../kit/act.js';
import { useLoaded } from '../../kit/load.js';
import { format } from '../../kit/session.js';
import { useAsking } from '../../ui/asking.js';
import { Skeleton, Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { t } from './words.js';

/**
 * @param {{outline: import('../../kit/api-types-studio').DraftOutline, done: (version: number) => void}} props
 */
export function Versions({ outline, done }) {
  const list = useLoaded(`versions ${outline.id} ${outline.current}`, (signal) =>
    api.versions(outline.id, signal),
  );
  const { asking, ask, first, openerOf } = useAsking();
  const { busy, problem, run } = useAct();
  const items = list.value?.items;

  async function use(/** @type {number} */ version) {
    if (!(await run(() => api.rollback(outline.id, version).then(() => true)))) return;
    ask(0);
    done(version);
  }
  return (
    <section class="studio-side" aria-labelledby="versi">
      <h2 id="versi">{t('versions')}</h2>
      <p class="small soft">{t(items?.length === 0 ? 'noVersions' : 'versionsWords')}</p>
      {list.problem && <Trouble problem={list.problem} retry={list.reload} />}
      {!items && !list.problem && <Skeleton lines={3} />}
      {items && items.length > 0 && (
        <ol class="list">
          {items.map((one) => (
            <li key={one.version}>
              <p>
                <b>
                  {t(one.version === outline.current ? 'versionNow' : 'version', {
                    n: one.version,
                  })}
                </b>
              </p>
              <p class="small soft">
                {[one.published_by, format.value.date(one.published_at)].filter(Boolean).join(', ')}
              </p>
              {one.note && <p class="small">{one.note}</p>}
              {asking === one.version ? (
                <div class="ask flow small">
                  <p>{t('rollbackAsk', { n: one.version })}</p>
                  <div class="deeds">
                    <button
                      ref={first}
                      class="btn line low"
                      type="button"
                      aria-disabled={busy}
                      onClick={() => void use(one.version)}
                    >
                      {t('rollbackYes')}
                    </button>
                    <button class="btn line low" type="button" onClick={() => ask(0)}>
                      {t('removeNo')}
                    </button>
                  </div>
                  {problem && <Trouble problem={problem} />}
                </div>
              ) : (
                <button
                  ref={openerOf(one.version)}
                  class="link"
                  type="button"
                  onClick={() => ask(one.version)}
                >
                  {t('rollback', { n: one.version })}
                </button>
              )}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

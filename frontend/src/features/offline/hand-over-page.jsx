/** Kirim lewat berkas: carry what waits on somebody's phone to the server. */
import { useState } from 'preact/hooks';
import { post } from '../../kit/api.js';
import { t as said } from '../../kit/offline-i18n.js';
import * as paths from '../../kit/paths.js';
import { useAct } from '../../kit/act.js';
import { BackBar, Main, useTitle } from '../../ui/page.jsx';
import { Trouble } from '../../ui/states.jsx';
import { t } from './incident-words.js';

/** @typedef {{id: string, status: string, receipt: string|null, problem: {detail: string}|null}} Item */

export default function HandOverPage() {
  useTitle(said('handOver'));
  const [results, setResults] = useState(/** @type {Item[]|null} */ (null));
  const { run, busy, problem } = useAct();

  const carry = (/** @type {File} */ file) =>
    run(async () => {
      setResults(null);
      let body;
      try {
        body = JSON.parse(await file.text());
      } catch {
        throw new Error(t('notSent'));
      }
      setResults((await post('/offline/hand-over', body)).results);
    });

  const refused = results?.filter(({ problem: why }) => why) ?? [];
  return (
    <>
      <BackBar href={paths.offline} label={said('backToOffline')} />
      <Main class="sect">
        <div class="flow">
          <h1>{said('handOver')}</h1>
          <p>{t('handOverWords')}</p>
          <div class="field">
            <label for="file">{t('choose')}</label>
            <input
              id="file"
              type="file"
              accept=".json,application/json"
              disabled={busy}
              onChange={({ currentTarget }) => {
                const [file] = currentTarget.files ?? [];
                if (file) void carry(file);
              }}
            />
          </div>
          {problem && <Trouble problem={problem} />}
          {results && (
            <section class="flow" role="status">
              <p class="tag ok">{t('carried', { n: results.length - refused.length })}</p>
              {refused.length > 0 && (
                <p class="tag no">{said('carriedNot', { n: refused.length })}</p>
              )}
              <ul class="list small">
                {results.map(({ id, receipt, problem: why }) => (
                  <li key={id}>
                    {why
                      ? said('rejected', { why: why.detail })
                      : said('received', { receipt: receipt ?? '' })}
                  </li>
                ))}
              </ul>
              <p class="small soft">{t('carriedWords')}</p>
            </section>
          )}
        </div>
      </Main>
    </>
  );
}

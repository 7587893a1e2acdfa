/** What the server has answered: receipts, and refusals until they are seen. */
import { server, warn } from '../../icons.json';
import { known, t } from '../../kit/offline-i18n.js';
import { Icon } from '../../ui/icon.jsx';

/** @typedef {import('../../kit/store.js').Settled} Settled */

const SHOWN = 8;

/** @param {{settled: Settled[], titles: Record<string, string>, moment: (at: string) => string}} props */
const Received = ({ settled, titles, moment }) => (
  <>
    <h3 class="under">{t('receivedTitle')}</h3>
    <ul class="list">
      {settled.map(({ id, kind, payload, result, settled_at }) => (
        <li key={id} class="row">
          <Icon of={server} class="ok" />
          <div class="grow">
            <b>
              {known(kind, t('activity'))}
              {titles[String(payload.activity)] && `: ${titles[String(payload.activity)]}`}
            </b>
            <p class="small soft">
              {t('received', { receipt: result.receipt ?? '' })} · {moment(settled_at)}
            </p>
          </div>
        </li>
      ))}
    </ul>
  </>
);

/** @param {{rejected: Settled[], forget: (ids: string[]) => Promise<void>}} props */
const Rejected = ({ rejected, forget }) => (
  <ul class="list">
    {rejected.map(({ id, kind, result }) => (
      <li key={id}>
        <p class="tag no">
          <Icon of={warn} /> {known(kind, t('activity'))}
        </p>
        <p class="small">{t('rejected', { why: result.problem?.detail ?? '' })}</p>
        <button class="btn line low" type="button" onClick={() => void forget([id])}>
          {t('seen')}
        </button>
      </li>
    ))}
  </ul>
);

/** @param {{journal: Settled[], titles: Record<string, string>, forget: (ids: string[]) => Promise<void>, moment: (at: string) => string}} props */
export function Answered({ journal, titles, forget, moment }) {
  const rejected = journal.filter(({ result }) => result.status === 'rejected');
  const received = journal.filter(({ result }) => result.receipt).slice(0, SHOWN);
  return (
    <>
      {rejected.length > 0 && <Rejected rejected={rejected} forget={forget} />}
      {received.length > 0 && <Received settled={received} titles={titles} moment={moment} />}
    </>
  );
}

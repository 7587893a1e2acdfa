/** What the server has answered: receipts, and refusals until they are seen. */
import { server, warn } from '../../icons.json';
import { known, t } from '../../kit/offline-i18n.js';
import { Icon } from '../../ui/icon.jsx';

/** @typedef {import('../../kit/store.js').Settled} Settled */
/** @typedef {import('../../offline/brought.js').Brought} Brought */

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

/** By file: what became of each, as the server says. @param {{brought: Brought[], name: (id: string) => string, moment: (at: string) => string}} props */
function ByFile({ brought, name, moment }) {
  const refused = brought.filter(({ problem }) => problem);
  const rest = brought.filter(({ problem }) => !problem);
  return (
    <>
      <h3 class="under">{t('broughtTitle')}</h3>
      <p class="small soft">
        {t('broughtCount', { n: rest.length })}
        {refused.length > 0 && ` ${t('carriedNot', { n: refused.length })}.`}
      </p>
      <ul class="list">
        {[...refused, ...rest.slice(0, SHOWN)].map(({ id, receipt, problem, received_at: at }) => (
          <li key={id} class="row">
            <Icon of={problem ? warn : server} class={problem ? 'no' : 'ok'} />
            <div class="grow">
              <b>{name(id)}</b>
              <p class="small soft">
                {problem
                  ? t('rejected', { why: problem.detail })
                  : t('received', { receipt: receipt ?? '' })}{' '}
                · {moment(at)}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

/** @param {{journal: Settled[], brought: Brought[], titles: Record<string, string>, forget: (ids: string[]) => Promise<void>, moment: (at: string) => string}} props */
export function Answered({ journal, brought, titles, forget, moment }) {
  const carried = new Set(brought.map(({ id }) => id));
  const own = journal.filter(({ id }) => !carried.has(id));
  const rejected = own.filter(({ result }) => result.status === 'rejected');
  const received = own.filter(({ result }) => result.receipt).slice(0, SHOWN);
  const name = (/** @type {string} */ id) => {
    // Taken away here, or forgotten since: the file still had it.
    const { kind = '', payload } = journal.find((one) => one.id === id) ?? {};
    const what = payload ? known(kind, t('activity')) : t('entry');
    return [what, titles[String(payload?.activity)]].filter(Boolean).join(': ');
  };
  return (
    <>
      {rejected.length > 0 && <Rejected rejected={rejected} forget={forget} />}
      {brought.length > 0 && <ByFile brought={brought} name={name} moment={moment} />}
      {received.length > 0 && <Received settled={received} titles={titles} moment={moment} />}
    </>
  );
}

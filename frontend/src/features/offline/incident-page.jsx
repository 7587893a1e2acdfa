/** Berita acara gangguan: what was done when, when the network was gone, when it was received. */
import { get, query } from '../../kit/api.js';
import { outbox } from '../../kit/commands.js';
import { known, t as said } from '../../kit/offline-i18n.js';
import { useLoaded } from '../../kit/load.js';
import * as paths from '../../kit/paths.js';
import { format } from '../../kit/session.js';
import { BackBar, Main, Section, useTitle } from '../../ui/page.jsx';
import { Skeleton, Trouble } from '../../ui/states.jsx';
import { linkSheet } from '../../ui/sheet.js';
import sheet from '../../styles/offline.css?url';
import { t } from './incident-words.js';

await linkSheet(sheet);

/**
 * @typedef {object} Paper
 * @property {{name: string, nip?: string|null}} person
 * @property {string} made_at
 * @property {string} notice
 * @property {{id: string, kind: string, title: string|null, question: string|null, occurred_at: string, corrected_at: string, received_at: string, receipt: string|null, refused: string|null}[]} entries
 * @property {{device: string, after: number, missing: number}[]} gaps
 * @property {import('../../offline/discard.js').Removed[]} removed as this device says
 * @property {{device: string, online: boolean|number, at: string, received_at: string}[]} network
 */

const moment = (/** @type {string} */ at) => `${format.value.date(at)}, ${format.value.time(at)}`;

/** @param {{paper: Paper}} props */
const Content = ({ paper }) => (
  <div class="flow">
    <p>{t('paperFor', { name: paper.person.name })}</p>
    <p class="note small">{paper.notice || t('paperNotice')}</p>
    <div class="scroll" tabIndex={0} role="region" aria-label={said('paper')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('paperWhat')}</th>
            <th scope="col">{t('paperAnswered')}</th>
            <th scope="col">{t('paperReceived')}</th>
          </tr>
        </thead>
        <tbody>
          {paper.entries.map((entry) => (
            <tr key={entry.id}>
              <td>
                {known(entry.kind, said('activity'))}
                {entry.title && `: ${entry.title}`}
              </td>
              <td>{moment(entry.occurred_at)}</td>
              <td>
                {moment(entry.received_at)}
                <br />
                {entry.receipt && <b>{t('paperReceipt', { receipt: entry.receipt })}</b>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
    {paper.network.length > 0 && (
      <Section id="jaringan" title={t('paperNetwork')}>
        <ul class="list small">
          {paper.network.map(({ device, online, at }) => (
            <li key={device + at}>
              {moment(at)}: {t(online ? 'paperBack' : 'paperGone')}
            </li>
          ))}
        </ul>
      </Section>
    )}
    {paper.gaps.length > 0 && (
      <Section id="celah" title={t('paperGaps')}>
        <p class="small soft">{t('paperGapsWords')}</p>
        <ul class="list small">
          {paper.gaps.map(({ device, after, missing }) => (
            <li key={device + after}>{t('paperGap', { n: missing, after })}</li>
          ))}
        </ul>
      </Section>
    )}
    {paper.removed.length > 0 && (
      <Section id="dihapus" title={t('paperRemoved')}>
        <p class="small soft">{t('paperRemovedWords')}</p>
        <ul class="list small">
          {paper.removed.map(({ at, kind, activity, n }) => (
            <li key={at + kind + activity}>
              {moment(at)}: {known(kind, said('activity'))}, {said('entries', { n })}
            </li>
          ))}
        </ul>
      </Section>
    )}
    <button class="btn line print" type="button" onClick={() => print()}>
      {t('paperPrint')}
    </button>
  </div>
);

/** What was taken away here of one course. @param {string} slug @param {AbortSignal} signal */
async function removedOf(slug, signal) {
  /** @type {Paper['removed']} */
  const removed = (await (await outbox.store)?.fact('removed')) ?? [];
  if (!removed.length) return [];
  const { enrolment } = await get(`/courses/${slug}`, signal);
  return removed.filter((one) => one.enrolment === enrolment?.id);
}

export default function IncidentPage(/** @type {{params: {slug: string}}} */ { params }) {
  useTitle(said('paper'));
  const { slug } = params;
  const { value, problem, reload } = useLoaded(`incidents ${slug}`, async (signal) => {
    const [paper, removed] = await Promise.all([
      get(`/offline/journal${query({ course: slug })}`, signal),
      removedOf(slug, signal),
    ]);
    return { ...paper, removed };
  });
  return (
    <>
      <BackBar href={paths.offline} label={said('backToOffline')} />
      <Main class="sect">
        <h1>{said('paper')}</h1>
        {value ? (
          <Content paper={value} />
        ) : problem ? (
          <Trouble problem={problem} retry={reload} />
        ) : (
          <Skeleton lines={6} />
        )}
      </Main>
    </>
  );
}

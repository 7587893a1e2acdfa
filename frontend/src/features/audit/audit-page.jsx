/** Jejak audit: who did what, newest first; nothing here can be changed. */
import { useLoaded } from '../../kit/load.js';
import * as api from '../../kit/manage-api.js';
import { known, t } from '../../kit/manage-i18n.js';
import { format } from '../../kit/session.js';
import { Manage, Table } from '../../ui/manage.jsx';
import { Empty, Skeleton, Trouble } from '../../ui/states.jsx';

/** @typedef {import('../../kit/api-types').AuditEntry} AuditEntry */
/** @typedef {import('../../kit/api-types').Page<AuditEntry>} Trail */

const PAGE = 50;

/** An id or a hash, cut where a reader would stop reading. @param {unknown} value */
const short = (value) => {
  const text = String(value);
  return /^[\da-f-]{20,}$/.test(text) ? `${text.slice(0, 8)}…` : text;
};

/** Details as they were recorded: names of fields are the record's own. @param {AuditEntry['details']} details */
const written = (details) =>
  Object.entries(details)
    .filter(([, value]) => value !== null && value !== '')
    .map(([key, value]) => `${known(`detail.${key}`, key)}: ${short(value)}`)
    .join(', ');

export default function AuditPage() {
  const trail = useLoaded(
    'audit',
    (signal) => /** @type {Promise<Trail>} */ (api.trail({ limit: PAGE }, signal)),
  );
  const entries = trail.value?.items;
  async function more() {
    const old = /** @type {Trail} */ (trail.value);
    const page = await api.trail({ limit: PAGE, after: old.next });
    trail.set({ items: [...old.items, ...page.items], next: page.next });
  }
  return (
    <Manage title={t('audit')} words={t('auditWords')}>
      {trail.problem && <Trouble problem={trail.problem} retry={trail.reload} />}
      {!entries && !trail.problem && <Skeleton lines={10} />}
      {entries?.length === 0 && <Empty text={t('noActs')} />}
      {entries && entries.length > 0 && (
        <Table
          label={t('audit')}
          heads={[t('when'), t('who'), t('act'), t('subject'), t('details')]}
        >
          {entries.map((entry) => (
            <tr key={entry.id}>
              <td class="when">
                {format.value.date(entry.at)}
                <small class="soft">{format.value.time(entry.at)}</small>
              </td>
              <td>{entry.actor ?? t('operator')}</td>
              <th scope="row">{known(`act.${entry.act}`, entry.act)}</th>
              <td>{entry.subject ?? short(entry.subject_id)}</td>
              <td class="soft">{written(entry.details)}</td>
            </tr>
          ))}
        </Table>
      )}
      {trail.value?.next && (
        <button class="btn line wide" type="button" onClick={() => void more()}>
          {t('more')}
        </button>
      )}
    </Manage>
  );
}

/** Answers that came too late and that nobody has decided on, the latest first. */
import { useLoaded } from '../../kit/load.js';
import { format } from '../../kit/session.js';
import { Table } from '../../ui/manage.jsx';
import { Empty, Skeleton, Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import * as places from './places.js';
import { Lists, score } from './frame.jsx';
import { t } from './words.js';

/** @typedef {import('../../kit/api-types-marking').LateRow} LateRow */
/** @typedef {import('../../kit/api-types').Page<LateRow>} Page */

export default function LatePage() {
  const list = useLoaded('late', (signal) => api.lateOnes(null, signal));
  const { number, date, time } = format.value;
  const rows = list.value?.items;
  async function more() {
    const old = /** @type {Page} */ (list.value);
    const page = await api.lateOnes(old.next);
    list.set({ items: [...old.items, ...page.items], next: page.next });
  }
  return (
    <Lists>
      {list.problem && <Trouble problem={list.problem} retry={list.reload} />}
      {!rows && !list.problem && <Skeleton lines={6} />}
      {rows?.length === 0 && <Empty text={t('nothingLate')} />}
      {rows && rows.length > 0 && (
        <Table
          cards
          label={t('late')}
          heads={[t('who'), t('quiz'), t('why'), t('scoreNow'), t('closedOn')]}
        >
          {rows.map((row) => (
            <tr key={row.attempt}>
              <th scope="row">
                <a href={places.lateOne(row.attempt)}>{row.name}</a>
                <small class="soft">{row.unit}</small>
              </th>
              <td>
                {row.quiz.title}
                <small class="soft">{row.course.title}</small>
              </td>
              <td class="stem">{row.words}</td>
              <td class="r" data-h={t('scoreNow')}>
                {score(row.score, number)}
              </td>
              <td data-h={t('closedOn')}>
                {date(row.closed_at)}, {time(row.closed_at)}
              </td>
            </tr>
          ))}
        </Table>
      )}
      {list.value?.next && (
        <button class="btn line wide" type="button" onClick={() => void more()}>
          {t('more')}
        </button>
      )}
    </Lists>
  );
}

/** Responses one by one: all that wait, or all that were marked. */
import { useLoaded } from '../../kit/load.js';
import { path } from '../../kit/router.js';
import { format } from '../../kit/session.js';
import { Table } from '../../ui/manage.jsx';
import { Empty, Skeleton, Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import * as places from './places.js';
import { Lists, nameOf } from './frame.jsx';
import { known, t } from './words.js';

/** @typedef {import('../../kit/api-types-marking').QueuedRead} Queued */
/** @typedef {import('../../kit/api-types').Page<Queued>} Queue */

/** @param {Queued} one */
const standing = (one) => {
  if (one.busy) return t('busy', { name: one.busy });
  return one.begun ? t('begun') : known(`state.${one.state}`, one.state);
};

export default function ListPage() {
  const done = path.value === places.done;
  const list = useLoaded(`marking ${done}`, (signal) => api.queue({ done }, signal));
  const rows = list.value?.items;
  async function more() {
    const old = /** @type {Queue} */ (list.value);
    const page = await api.queue({ done, after: old.next });
    list.set({ items: [...old.items, ...page.items], next: page.next });
  }
  return (
    <Lists>
      {list.problem && <Trouble problem={list.problem} retry={list.reload} />}
      {!rows && !list.problem && <Skeleton lines={8} />}
      {rows?.length === 0 && <Empty text={t(done ? 'nothingDone' : 'nothing')} />}
      {rows && rows.length > 0 && (
        <Table
          cards
          label={t(done ? 'done' : 'all')}
          heads={[t('who'), t('question'), t('quiz'), t('waitingSince'), t('standing')]}
        >
          {rows.map((one) => (
            <tr key={one.id}>
              <th scope="row">
                <a href={places.response(one.id)}>{nameOf(one.who)}</a>
                {one.who.unit && <small class="soft">{one.who.unit}</small>}
              </th>
              <td class="stem">{one.stem || one.question}</td>
              <td>
                {one.quiz.title}
                <small class="soft">{one.course.title}</small>
              </td>
              <td class="when" data-h={t('waitingSince')}>
                {format.value.date(one.waiting_since)}
              </td>
              <td data-h={t('standing')}>{standing(one)}</td>
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

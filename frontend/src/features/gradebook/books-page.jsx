/** Courses whose grades somebody reads without teaching them. */
import { useLoaded } from '../../kit/load.js';
import * as paths from '../../kit/manage-paths.js';
import { format } from '../../kit/session.js';
import { Manage } from '../../ui/manage.jsx';
import { Empty, Skeleton, Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { t } from './words.js';

export default function BooksPage() {
  const list = useLoaded('gradebooks', (signal) => api.gradebooks(null, signal));
  const { number } = format.value;
  const books = list.value?.items;
  async function more() {
    const old = /** @type {api.Books} */ (list.value);
    const page = await api.gradebooks(old.next);
    list.set({ items: [...old.items, ...page.items], next: page.next });
  }
  return (
    <Manage title={t('books')} words={t('booksWords')}>
      {list.problem && <Trouble problem={list.problem} retry={list.reload} />}
      {!books && !list.problem && <Skeleton lines={6} />}
      {books?.length === 0 && <Empty text={t('noBooks')} />}
      {books && books.length > 0 && (
        <ul class="list">
          {books.map(({ slug, title, learners, completed }) => (
            <li key={slug}>
              <h2>
                <a href={paths.gradebook(slug)}>{title}</a>
              </h2>
              <p class="small soft">
                {t('learners', { n: number(learners) })} ·{' '}
                {t('completed', { n: number(completed) })}
              </p>
            </li>
          ))}
        </ul>
      )}
      {list.value?.next && (
        <button class="btn line wide" type="button" onClick={() => void more()}>
          {t('moreBooks')}
        </button>
      )}
    </Manage>
  );
}

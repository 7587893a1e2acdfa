/** Mistakes that learners reported and nobody has answered: before publishing, and after it. */
import { flag } from '../../icons.json';
import { useLoaded } from '../../kit/load.js';
import * as paths from '../../kit/manage-paths.js';
import { format } from '../../kit/session.js';
import { Icon } from '../../ui/icon.jsx';
import * as api from './api.js';
import { t } from './words.js';

/** @param {{id: string, slug: string, published: boolean}} props `published`: just now */
export function Reported({ id, slug, published }) {
  const waits = useLoaded(`reported ${id} ${published}`, (signal) => api.waiting(id, signal));
  const n = waits.value?.[0]?.reports ?? 0;
  if (n === 0) return null;
  return (
    <p class="small">
      <a class="row" href={paths.courseReports(slug)}>
        <Icon of={flag} />
        {t(published ? 'reportsAnswer' : 'reportsWait', { n: format.value.number(n), count: n })}
      </a>
    </p>
  );
}

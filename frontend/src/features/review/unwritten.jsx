/** Which files still ask their author to write something, as the template had them. */
import { edit } from '../../icons.json';
import { Icon } from '../../ui/icon.jsx';
import { short } from './names.js';
import { t } from './words.js';

const MOST = 5;

/** @param {{review: import('./api.js').Review}} props */
export function Unwritten({ review }) {
  const files = review.changed.filter(({ path }) => review.unwritten.includes(path));
  if (files.length === 0) return null;
  const rest = files.length - MOST;
  return (
    <div class="note flow small">
      <p class="tag wait">
        <Icon of={edit} />
        {t('unwritten', { count: files.length })}
      </p>
      <p>
        {files.slice(0, MOST).map(short).join(', ')}
        {rest > 0 && ` ${t('andMore', { n: rest })}`}
      </p>
    </div>
  );
}

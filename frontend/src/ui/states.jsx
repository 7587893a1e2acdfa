/** What stands where content is not (yet): the words of waiting, emptiness and trouble. */
import { again, warn } from '../icons.json';
import { ApiProblem } from '../kit/api.js';
import { ConnectionLost } from '../kit/connection.js';
import { t } from '../kit/i18n.js';
import { Icon } from './icon.jsx';

/** Lines of the coming text's shape; the words are for readers. @param {{lines?: number}} props */
export function Skeleton({ lines = 4 }) {
  return (
    <div class="skel" role="status">
      <span class="sr">{t('loading')}</span>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} aria-hidden="true" />
      ))}
    </div>
  );
}

/**
 * What happened, what is safe, what to do.
 *
 * @param {{problem: Error, retry?: () => void}} props
 */
export function Trouble({ problem, retry }) {
  // A proxy's page in place of our answer has no words either.
  const lost = problem instanceof ConnectionLost || !problem.message;
  // A refusal speaks for itself; only trouble of ours needs a heading.
  const refusal = problem instanceof ApiProblem && problem.status < 500;
  return (
    <div class="trouble flow" role="alert">
      <p class="tag no">
        <Icon of={warn} />
        {refusal ? problem.message : t(lost ? 'lostTitle' : 'trouble')}
      </p>
      {!refusal && <p>{lost ? t('lost') : problem.message}</p>}
      {retry && (
        <button class="btn line low" type="button" onClick={retry}>
          <Icon of={again} />
          {t('retry')}
        </button>
      )}
    </div>
  );
}

/** Nothing here, and what to do about it. @param {{text: string, children?: any}} props */
export function Empty({ text, children }) {
  return (
    <div class="empty flow">
      <p class="soft">{text}</p>
      {children}
    </div>
  );
}

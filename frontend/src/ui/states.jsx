/** What stands where content is not (yet): the words of waiting, emptiness and trouble. */
import { again, warn } from '../icons.json';
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
  return (
    <div class="trouble" role="alert">
      <p class="tag no">
        <Icon of={warn} />
        {problem.message ? t('trouble') : t('lostTitle')}
      </p>
      <p>{problem.message || t('lost')}</p>
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

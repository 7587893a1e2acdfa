/** What the lists of marking share: their tabs, and who answered. */
import * as paths from '../../kit/manage-paths.js';
import { path } from '../../kit/router.js';
import { holds } from '../../kit/session.js';
import { Manage } from '../../ui/manage.jsx';
import * as places from './places.js';
import './sheet.js';
import { t } from './words.js';

/** @typedef {import('../../kit/api-types-marking').Answerer} Answerer */

/** @param {Answerer} who */
export const nameOf = (who) => who.name ?? t('participant', { alias: who.alias ?? '' });

/** @param {{children: any}} props */
export function Lists({ children }) {
  const tabs = /** @type {[string, string, string, boolean][]} */ ([
    [paths.marking, t('byQuestion'), t('titleWords'), true],
    [places.all, t('all'), t('titleWords'), true],
    [places.done, t('done'), t('doneWords'), true],
    [places.late, t('late'), t('lateWords'), holds('admin', 'trainer')],
  ]);
  const here = tabs.find(([href]) => path.value === href);
  return (
    <Manage title={t('title')} words={here?.[2]}>
      <nav class="sub" aria-label={t('title')}>
        {tabs
          .filter(([, , , allowed]) => allowed)
          .map(([href, name]) => (
            <a key={href} href={href} aria-current={path.value === href ? 'page' : undefined}>
              {name}
            </a>
          ))}
      </nav>
      {children}
    </Manage>
  );
}

/** Sanitised at publish. @param {{html: string, class?: string}} props */
export const Html = ({ html, class: name }) => (
  <div class={name} dangerouslySetInnerHTML={{ __html: html }} />
);

/** 8333 → 83,33; nothing → a dash. @param {number|null} basisPoints @param {(n: number) => string} number */
export const score = (basisPoints, number) =>
  basisPoints === null ? '–' : number(basisPoints / 100);

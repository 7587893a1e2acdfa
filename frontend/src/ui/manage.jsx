/** The frame of the management area: its tabs by role, its heading, its own styles. */
import { t } from '../kit/manage-i18n.js';
import * as paths from '../kit/manage-paths.js';
import { path } from '../kit/router.js';
import { holds } from '../kit/session.js';
import sheet from '../styles/manage.css?url';
import { useTitle } from './page.jsx';
import { linkSheet } from './sheet.js';

// The pages of the area arrive with their style, not before it.
await linkSheet(sheet);

/** @param {{title: string, words?: any, above?: any, actions?: any, children: any}} props */
export function Manage({ title, words, above, actions, children }) {
  useTitle(title);
  const tabs = /** @type {[string, string, boolean][]} */ ([
    [paths.teaching, t('teaching'), holds('admin', 'unit_admin', 'auditor', 'trainer', 'partner')],
    [paths.studio, t('studio'), holds('admin', 'trainer', 'partner')],
    [paths.banks, t('banks'), holds('admin', 'unit_admin', 'trainer', 'partner')],
    [paths.marking, t('marking'), holds('admin', 'trainer', 'partner')],
    [paths.gradebooks, t('grades'), holds('unit_admin', 'auditor')],
    [paths.people, t('people'), holds('admin', 'unit_admin')],
    [paths.agencies, t('agencies'), holds('admin', 'unit_admin')],
    [paths.audiences, t('audiences'), holds('admin')],
    [paths.audit, t('audit'), holds('admin', 'auditor')],
  ]);
  return (
    <>
      <nav class="tabs" aria-label={t('manage')}>
        {tabs
          .filter(([, , allowed]) => allowed)
          .map(([href, name]) => (
            <a
              key={href}
              href={href}
              aria-current={path.value.startsWith(href) ? 'page' : undefined}
            >
              {name}
            </a>
          ))}
      </nav>
      <main id="isi" class="wrap staff">
        <header class="title">
          <div>
            {above}
            <h1>{title}</h1>
            {words && <p class="soft">{words}</p>}
          </div>
          {actions && <div class="deeds">{actions}</div>}
        </header>
        {children}
      </main>
    </>
  );
}

/**
 * A table that scrolls by itself when it is wider than the screen. With ``cards``, on a phone its
 * rows stand one below the other; a cell that needs its head there says it in ``data-h``.
 *
 * @param {{label: string, heads: string[], children: any, busy?: boolean, cards?: boolean}} props
 */
export const Table = ({ label, heads, children, busy, cards }) => (
  <div
    class={cards ? 'tbl cards' : 'tbl'}
    tabIndex={0}
    role="region"
    aria-label={label}
    aria-busy={busy}
  >
    <table>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </div>
);

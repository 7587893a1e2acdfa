/** The four places of a learner: a bar at the foot of a phone, at the side of a wide screen. */
import { book, home, lantern, luring, people, user } from '../icons.json';
import { waiting } from '../kit/beside.js';
import { t } from '../kit/i18n.js';
import * as paths from '../kit/paths.js';
import { path } from '../kit/router.js';
import { holds } from '../kit/session.js';
import { Icon } from './icon.jsx';
import { Choices } from './choices.jsx';

export function Navigation() {
  const staff =
    (holds('admin', 'unit_admin') && paths.people) ||
    (holds('trainer', 'partner') && paths.teaching) ||
    (holds('auditor') && paths.audit);
  const place = (
    /** @type {string} */ href,
    /** @type {string} */ icon,
    /** @type {string} */ words,
    root = href,
    count = 0,
  ) => {
    const here = root === '/' ? path.value === root : path.value.startsWith(root);
    return (
      <a href={href} aria-current={here ? 'page' : undefined}>
        <Icon of={icon} />
        <span>
          {words}
          {count > 0 && <span aria-hidden="true"> ({count})</span>}
        </span>
        {count > 0 && <span class="sr">{t('waitingCount', { n: count })}</span>}
      </a>
    );
  };
  return (
    <nav class="nav" aria-label={t('navigation')}>
      <a class="brand" href={paths.home}>
        <Icon of={lantern} /> Lentera
      </a>
      {place(paths.home, home, t('home'))}
      {place(paths.courses, book, t('courses'))}
      {place(paths.offline, luring, t('offline'), paths.offline, waiting.value)}
      {place(paths.profile, user, t('profile'))}
      {staff && place(staff, people, t('manage'), '/kelola')}
      <Choices class="side" />
    </nav>
  );
}

/** The pages of the management area: one file that no learner's phone fetches. */
import * as audit from './features/audit/staff.js';
import * as banks from './features/banks/staff.js';
import * as catalogue from './features/catalogue/staff.js';
import * as editor from './features/editor/staff.js';
import * as gradebook from './features/gradebook/staff.js';
import * as inbox from './features/inbox/staff.js';
import * as insight from './features/insight/staff.js';
import * as marking from './features/marking/staff.js';
import * as media from './features/media/staff.js';
import * as identity from './features/identity/staff.js';
import * as review from './features/review/staff.js';
import * as schedules from './features/schedules/staff.js';
import * as statistics from './features/statistics/staff.js';
import * as studio from './features/studio/staff.js';
import * as teaching from './features/teaching/staff.js';
import { match, path } from './kit/router.js';
import { NotFound } from './ui/not-found.jsx';

const routes = [
  identity,
  catalogue,
  audit,
  teaching,
  schedules,
  statistics,
  insight,
  gradebook,
  inbox,
  banks,
  marking,
  editor,
  review,
  media,
  // The last: `/kelola/studio/:id` is what has no name of its own there.
  studio,
].flatMap((feature) => feature.routes);

/** What the person is at is fetched beside this file's own first drawing. */
export const preload = () =>
  routes.find(({ path }) => match(path, location.pathname))?.page.preload();

export default function Staff() {
  for (const { path: pattern, page: Page } of routes) {
    const params = match(pattern, path.value);
    if (params) return <Page key={`${pattern} ${Object.values(params)}`} params={params} />;
  }
  return <NotFound />;
}

/** The frame of every studio page about one course: whose page it is, its state, and its places. */
import { back, check, edit, people } from '../icons.json';
import { eye } from '../icons-staff.json';
import { t } from '../kit/manage-i18n.js';
import * as paths from '../kit/manage-paths.js';
import sheet from '../styles/studio.css?url';
import { Manage } from './manage.jsx';
import { Icon } from './icon.jsx';
import { linkSheet } from './sheet.js';

await linkSheet(sheet);

/**
 * What the head reads of a draft; its outline has all of it.
 *
 * @typedef {object} HeadDraft
 * @property {string} title
 * @property {'editing'|'in_review'|'approved'} state
 * @property {number|null} [current] the version that is published
 * @property {{name: string}[]} [present] who else is in the draft now
 */

const STATES = /** @type {const} */ ({ editing: edit, in_review: eye, approved: check });

/** @param {{state: HeadDraft['state']}} props */
export const StateTag = ({ state }) => (
  <span class={`tag ${state === 'approved' ? 'ok' : state === 'in_review' ? 'wait' : 'soft'}`}>
    <Icon of={STATES[state]} />
    {t(`studio.state.${state}`)}
  </span>
);

/** The link to the page above. @param {{href: string, children: any}} props */
const Above = ({ href, children }) => (
  <a class="above" href={href}>
    <Icon of={back} />
    {children}
  </a>
);

/** Who else is here. @param {{present: {name: string}[]}} props */
const Present = ({ present }) => {
  const names = [...new Set(present.map(({ name }) => name))];
  return names.length === 0 ? null : (
    <span class="tag wait">
      <Icon of={people} />
      {t('studio.here', { names: names.join(', '), count: names.length })}
    </span>
  );
};

/**
 * @param {object} props
 * @param {string} props.id the course's id
 * @param {HeadDraft|null} props.draft null while it is on its way
 * @param {'outline'|'media'|'history'|'review'|null} [props.place] which of the places this is
 * @param {string} [props.title] of a page below the outline, such as an activity's; else the course's
 * @param {any} [props.words] more beside the state
 * @param {any} [props.actions]
 * @param {any} props.children
 */
export function Studio({ id, draft, place = null, title, words, actions, children }) {
  const places = /** @type {const} */ ([
    ['outline', paths.studioCourse(id)],
    ['media', paths.studioMedia(id)],
    ['history', paths.studioHistory(id)],
    ['review', paths.studioReview(id)],
  ]);
  return (
    <Manage
      title={title ?? draft?.title ?? t('studio')}
      above={
        title && draft ? (
          <Above href={paths.studioCourse(id)}>{draft.title}</Above>
        ) : (
          <Above href={paths.studio}>{t('studio')}</Above>
        )
      }
      words={
        draft && (
          <span class="studio-state">
            <StateTag state={draft.state} />
            <span>
              {draft.current ? t('studio.version', { n: draft.current }) : t('studio.unpublished')}
            </span>
            <Present present={draft.present ?? []} />
            {words}
          </span>
        )
      }
      actions={actions}
    >
      <nav class="places" aria-label={t('studio.places')}>
        {places.map(([name, href]) => (
          <a key={name} href={href} aria-current={name === place ? 'page' : undefined}>
            {t(`studio.${name}`)}
          </a>
        ))}
      </nav>
      {children}
    </Manage>
  );
}

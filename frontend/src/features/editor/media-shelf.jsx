/** A picture, sound, film or document that the course has already. */
import { useState } from 'preact/hooks';
import { file, play, scene } from '../../icons.json';
import { audio } from '../../icons-staff.json';
import { useLoaded } from '../../kit/load.js';
import { format } from '../../kit/session.js';
import { Field } from '../../ui/field.jsx';
import { Icon } from '../../ui/icon.jsx';
import { Empty, Skeleton, Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { isWithin, pictureOf } from './assets.js';
import { t } from './words.js';

/** @typedef {import('./media-words.jsx').Kind} Kind */
/** @typedef {import('./media-words.jsx').Place} Place */
/** @typedef {api.Asset & {kind: Kind}} Shown */

const ICONS = /** @type {Record<Kind, string>} */ ({
  picture: scene,
  sound: audio,
  film: play,
  document: file,
});
const MANY = 8;

/** What a text of this place can show. @param {api.Asset[]} items @param {Place} place */
const within = (items, place) =>
  /** @type {Shown[]} */ (
    items
      .filter(isWithin(place))
      .filter(({ kind }) => (place.bank === undefined ? kind in ICONS : kind === 'picture'))
  );

/** @param {Shown} one */
const told = (one) =>
  [
    t(`kind.${one.kind}`),
    format.value.bytes(one.bytes),
    one.width && `${one.width} × ${one.height}`,
    one.pages && t('pages', { n: one.pages }),
    t(one.used_in.length ? 'shelfUsed' : 'shelfUnused'),
  ]
    .filter(Boolean)
    .join(' · ');

/** @param {{place: Place, choose: (asset: Shown) => void}} props */
export function MediaShelf({ place, choose }) {
  const { value, problem, reload } = useLoaded(`berkas ${place.id}`, (signal) =>
    api.assets(place.id, signal),
  );
  const [asked, setAsked] = useState('');
  if (problem) return <Trouble problem={problem} retry={reload} />;
  if (!value) return <Skeleton lines={4} />;
  const all = within(value.items, place);
  if (all.length === 0)
    return <Empty text={t(place.bank === undefined ? 'shelfEmpty' : 'shelfEmptyBank')} />;
  const wanted = asked.trim().toLowerCase();
  const found = all.filter(({ name, title }) =>
    `${name} ${title ?? ''}`.toLowerCase().includes(wanted),
  );
  return (
    <div class="flow">
      {all.length > MANY && (
        <Field
          name="shelf-find"
          label={t('shelfFind')}
          control={{
            type: 'search',
            value: asked,
            autocomplete: 'off',
            onInput: (/** @type {any} */ { currentTarget }) => setAsked(currentTarget.value),
          }}
        />
      )}
      <p class="small soft" role="status">
        {t('shelfCount', { n: found.length })}
      </p>
      <ul class="list shelf">
        {found.map((one) => (
          <li key={`${one.module}/${one.name}`}>
            <button type="button" onClick={() => choose(one)}>
              <span class="shelf-thumb">
                {pictureOf(place.id, one) ? (
                  <img
                    src={pictureOf(place.id, one) ?? undefined}
                    alt=""
                    loading="lazy"
                    onError={({ currentTarget }) => currentTarget.remove()}
                  />
                ) : (
                  <Icon of={ICONS[one.kind]} />
                )}
              </span>
              <span>
                <b>{one.title ?? one.name}</b>
                <span class="small soft">{told(one)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

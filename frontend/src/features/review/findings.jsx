/** What the rules of content find, file by file, each with a way to where it is mended. */
import { findingWords } from '../../kit/finding-words.js';
import * as paths from '../../kit/manage-paths.js';
import { placeOf, short } from './names.js';
import { t } from './words.js';

/** @param {{id: string, list: import('./api.js').Finding[]}} props */
export function Findings({ id, list }) {
  /** @type {Map<string, import('./api.js').Finding[]>} */
  const files = new Map();
  for (const one of list) files.set(one.path, [...(files.get(one.path) ?? []), one]);
  return (
    <ul class="findings small">
      {[...files].map(([path, found]) => {
        const place = placeOf(path);
        const name = short({ path });
        return (
          <li key={path}>
            {place ? (
              <a href={paths.studioText(id, place.module, place.activity, place.language)}>
                {name}
              </a>
            ) : (
              <b>{name}</b>
            )}
            <ul>
              {found.map((one, n) => (
                <li key={n}>
                  {t('atLine', { n: one.line })}: {findingWords(one)}{' '}
                  <span class="soft">({one.code})</span>
                </li>
              ))}
            </ul>
          </li>
        );
      })}
    </ul>
  );
}

/** What the rules of content find, file by file, each with a way to where it is mended. */
import { findingWords } from '../../kit/finding-words.js';
import * as paths from '../../kit/manage-paths.js';
import { placeOf, short } from './names.js';
import { t } from './words.js';

/** A file with its title. One that did not change is not known; what it translates may be. */
const titled = (
  /** @type {string} */ path,
  /** @type {{path: string, title?: string|null}[]} */ files,
) =>
  files.find((one) => one.path === path) ?? {
    path,
    title: files.find((one) => one.path === path.replace(/\.en\.md$/, '.md'))?.title,
  };

/**
 * @param {object} props
 * @param {string} props.id
 * @param {import('./api.js').Finding[]} props.list
 * @param {{path: string, title?: string|null}[]} [props.files] of the draft, with what people call them
 */
export function Findings({ id, list, files: known = [] }) {
  /** @type {Map<string, import('./api.js').Finding[]>} */
  const files = new Map();
  for (const one of list) files.set(one.path, [...(files.get(one.path) ?? []), one]);
  return (
    <ul class="findings small">
      {[...files].map(([path, found]) => {
        const place = placeOf(path);
        const name = short(titled(path, known));
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
                  {one.line > 1 && `${t('atLine', { n: one.line })}: `}
                  {findingWords(one)} <span class="soft">({one.code})</span>
                </li>
              ))}
            </ul>
          </li>
        );
      })}
    </ul>
  );
}

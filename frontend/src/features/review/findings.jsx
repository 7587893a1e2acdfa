/** What the rules of content find, each with a way to where it is mended. */
import * as paths from '../../kit/manage-paths.js';
import { findingWords } from '../../kit/finding-words.js';
import { placeOf, short } from './names.js';
import { t } from './words.js';

/** @param {{id: string, list: import('./api.js').Finding[]}} props */
export const Findings = ({ id, list }) => (
  <ul class="findings small">
    {list.map((one, n) => {
      const { path, line } = one;
      const place = placeOf(path);
      const where = t('onLine', { name: short({ path }), n: line });
      return (
        <li key={n}>
          {place ? (
            <a href={paths.studioText(id, place.module, place.activity, place.language)}>{where}</a>
          ) : (
            <b>{where}</b>
          )}
          <br />
          {findingWords(one)} <span class="soft">({one.code})</span>
        </li>
      );
    })}
  </ul>
);

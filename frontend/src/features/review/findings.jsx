/** What the rules of content find, each with a way to where it is mended. */
import * as paths from '../../kit/manage-paths.js';
import { placeOf } from './names.js';
import { t } from './words.js';

/** @param {{id: string, list: import('./api.js').Finding[]}} props */
export const Findings = ({ id, list }) => (
  <ul class="findings small">
    {list.map(({ path, line, code, what, instead }, n) => {
      const place = placeOf(path);
      const where = t('onLine', { name: path.replace(/^courses\/[^/]+\//, ''), n: line });
      return (
        <li key={n}>
          {place ? (
            <a href={paths.studioText(id, place.module, place.activity, place.language)}>{where}</a>
          ) : (
            <b>{where}</b>
          )}
          <br />
          {what}; {instead} <span class="soft">({code})</span>
        </li>
      );
    })}
  </ul>
);

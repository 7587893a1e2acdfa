/** Two versions of a quiz, field by field, side by side. */
import { nameOf, valueOf } from './field-words.js';
import { t } from './words.js';

/**
 * @param {{list: {field: string, before: any, after: any}[], before: string, after: string}} props
 */
export const Differences = ({ list, before, after }) => (
  <div class="tbl" tabIndex={0} role="region" aria-label={t('differences')}>
    <table class="diff">
      <thead>
        <tr>
          <th scope="col">{t('fieldName')}</th>
          <th scope="col">{before}</th>
          <th scope="col">{after}</th>
        </tr>
      </thead>
      <tbody>
        {list.map((one) => (
          <tr key={one.field}>
            <th scope="row">{nameOf(one.field)}</th>
            <td>{valueOf(one.field, one.before, one.after)}</td>
            <td>{valueOf(one.field, one.after, one.before)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

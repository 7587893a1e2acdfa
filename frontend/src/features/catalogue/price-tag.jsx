import { t } from '../../kit/i18n.js';
import { format } from '../../kit/session.js';

/** What reading the course costs in mobile data: real bytes, tied on like a price tag. @param {{bytes: number, activities: number}} props */
export function PriceTag({ bytes, activities }) {
  return (
    <section class="price first" aria-labelledby="harga">
      <svg width="28" viewBox="0 0 28 56" aria-hidden="true" fill="none">
        <path d="m5 1 8 34" stroke="var(--amber-t)" />
        <circle cx="14" cy="40" r="7" fill="var(--paper)" stroke="var(--amber)" stroke-width="4" />
        <circle cx="14" cy="40" r="9.5" stroke="var(--edge)" />
      </svg>
      <h2 id="harga">{t('dataPrice')}</h2>
      <p class="row wrapf">
        <b>{format.value.bytes(bytes)}</b>
        <span class="push">{t('textAndQuiz')}</span>
      </p>
      <p class="small soft">
        {t('dataPriceWords', { average: format.value.bytes(bytes / Math.max(activities, 1)) })}
      </p>
    </section>
  );
}

import { cert, file, ok, x } from '../../icons.json';
import { t } from '../../kit/i18n.js';
import * as paths from '../../kit/paths.js';
import { format } from '../../kit/session.js';
import { Icon } from '../../ui/icon.jsx';
import { Section } from '../../ui/page.jsx';
import { Empty } from '../../ui/states.jsx';

/** @typedef {import('../../kit/api-types').LedgerEntry} LedgerEntry */
/** @typedef {import('../../kit/api-types').Certificate} Certificate */

/** What added to the year's JP, and what was taken back. @param {{entries: LedgerEntry[]}} props */
export function Entries({ entries }) {
  if (!entries.length) return <Empty text={t('noEntries')} />;
  return (
    <ul class="list">
      {entries.map(({ id, kind, jp, course_title, recorded_at, rule }) => (
        <li key={id} class="row st">
          <b class="figure">
            {kind === 'reversal' ? '−' : '+'}
            {format.value.number(Math.abs(jp))}
          </b>
          <div class="grow">
            <h3>{course_title}</h3>
            <p class="small soft">
              {kind === 'reversal' && `${t('reversal')} · `}
              {format.value.date(recorded_at)} · {rule}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** @param {{certificates: Certificate[]}} props */
export const Certificates = ({ certificates }) => (
  <Section id="sertifikat" title={t('certificates')}>
    {certificates.length === 0 && (
      <Empty text={t('noCertificates')}>
        <a href={paths.courses}>{t('chooseCourse')}</a>
      </Empty>
    )}
    <ul class="list">
      {certificates.map((paper) => (
        <li key={paper.id} class="row st">
          <Icon of={cert} class="go" />
          <div class="grow">
            <h3>{paper.course.title}</h3>
            <p class="small soft">
              {t('jpCount', { n: paper.jp })} · {format.value.date(paper.completed_at)}
              <br />
              {paper.number}
            </p>
            <p class="meta">
              <span class={`tag ${paper.status === 'valid' ? 'ok' : 'no'}`}>
                <Icon of={paper.status === 'valid' ? ok : x} />
                {t(`certificate.${paper.status}`)}
              </span>
              <a href={paper.pdf_link} download>
                <Icon of={file} />
                PDF
              </a>
              <a href={paper.check_link}>{t('checkIt')}</a>
            </p>
          </div>
        </li>
      ))}
    </ul>
  </Section>
);

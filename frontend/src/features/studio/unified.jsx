/** Differences of files as lines, with what went and what came marked by sign, word and colour. */
import { nameOf } from './history-words.js';
import { t } from './words.js';

/** @param {{lines: string[], label: string}} props each begins with ` `, `+`, `-` or `@` */
export const Lines = ({ lines, label }) => (
  <div class="unified" role="region" tabIndex={0} aria-label={label}>
    {lines.map((line, n) => {
      const [sign, text] = [line[0], line.slice(1)];
      if (sign === '+')
        return (
          <ins key={n}>
            <span class="sr">{t('lineCame')} </span>
            {text || ' '}
          </ins>
        );
      if (sign === '-')
        return (
          <del key={n}>
            <span class="sr">{t('lineWent')} </span>
            {text || ' '}
          </del>
        );
      if (sign === '@') return <hr key={n} />;
      return <span key={n}>{text || ' '}</span>;
    })}
  </div>
);

/** @param {{files: import('../../kit/api-types-studio').HistoryFile[], outline: import('../../kit/api-types-studio').DraftOutline|null}} props */
export const Files = ({ files, outline }) => (
  <div class="flow">
    {files.map((file) => {
      const name = nameOf(outline, file.path);
      return (
        <section key={file.path} aria-label={name}>
          <p class="small">
            <b>{name}</b> <span class="soft">{t(`file.${file.kind}`)}</span>
          </p>
          {file.lines.length > 0 ? (
            <Lines lines={file.lines} label={t('differencesOf', { name })} />
          ) : (
            <p class="small soft">{t('notText')}</p>
          )}
        </section>
      );
    })}
  </div>
);

/** The question beside its form, as a learner meets it and as it is explained afterwards. */
import { again, device } from '../../icons.json';
import { Icon } from '../../ui/icon.jsx';
import { Skeleton } from '../../ui/states.jsx';
import { Shown } from './shown.jsx';
import { t } from './words.js';

/** @param {{made: ReturnType<typeof import('./use-question.js').useQuestion>}} props */
export function Preview({ made }) {
  const { shown, lost, looking, language } = made;
  const draws = ['calculated', 'matching', 'ordering'].includes(made.source.kind);
  const options = made.source.text?.[language]?.options ?? made.source.text?.id?.options ?? [];
  return (
    <section class="preview" aria-labelledby="preview-title" aria-busy={looking}>
      <div class="over">
        <h2 id="preview-title">{t('preview')}</h2>
        <span class="row">
          {made.source.text?.en &&
            /** @type {const} */ (['id', 'en']).map((code) => (
              <button
                key={code}
                class="link"
                type="button"
                aria-pressed={code === language}
                onClick={() => made.setLanguage(code)}
              >
                {code.toUpperCase()}
              </button>
            ))}
          {draws && (
            <button class="link" type="button" onClick={made.again}>
              <Icon of={again} />
              {t('previewAgain')}
            </button>
          )}
        </span>
      </div>
      {lost && (
        <p class="tag wait" role="status">
          <Icon of={device} />
          {t('previewLost')}
        </p>
      )}
      {!shown && !lost && <Skeleton lines={4} />}
      {shown && !shown.html && <p class="small soft">{t('previewNothing')}</p>}
      {shown?.html && (
        <div class="preview-paper">
          <Shown html={shown.html} lang={language} />
        </div>
      )}
      {shown?.html && (shown.key || shown.explanation) && (
        <details class="preview-after" open>
          <summary>{t('previewAfter')}</summary>
          {shown.key && <Shown html={`<p><b>${t('key')}</b></p>${shown.key}`} lang={language} />}
          {shown.explanation && <Shown html={shown.explanation} lang={language} />}
          {Object.entries(shown.feedback).map(([option, html]) => {
            const place = options.findIndex((/** @type {{id: string}} */ one) => one.id === option);
            const name =
              place >= 0 ? `${t('option')} ${place + 1}` : t(option === 'true' ? 'true' : 'false');
            return (
              <div key={option}>
                <p class="small soft">{t('feedbackTo', { name })}</p>
                <Shown html={html} lang={language} />
              </div>
            );
          })}
        </details>
      )}
    </section>
  );
}

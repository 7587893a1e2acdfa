/** A lesson that is not translated yet: begin with the Indonesian text, block by block. */
import { useAct } from '../../kit/act.js';
import { Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { translationOf } from './front.js';
import { t } from './words.js';

/** Where the translation of a lesson stands. @param {string} source */
const translationPath = (source) => source.replace(/\.md$/, '.en.md');

/** @param {{id: string, source: string, done: () => void}} props */
export function NoTranslation({ id, source, done }) {
  const { busy, problem, run } = useAct();
  async function begin() {
    const made = await run(async () => {
      const { text } = await api.file(id, source);
      await api.save(id, translationPath(source), translationOf(text), 0);
      return true;
    });
    if (made) done();
  }
  return (
    <section class="empty flow">
      <p>{t('noTranslation')}</p>
      <p class="soft small">{t('noTranslationHint')}</p>
      {problem && <Trouble problem={problem} />}
      <button class="btn" type="button" aria-disabled={busy} onClick={() => void begin()}>
        {t(busy ? 'beginning' : 'beginTranslation')}
      </button>
    </section>
  );
}

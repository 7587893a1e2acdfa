/** A lesson's title and summary as fields, and its text below. */
import { Field } from '../../ui/field.jsx';
import { findingWords } from '../../kit/finding-words.js';
import { field, withField } from './front.js';
import { t } from './words.js';

/**
 * @param {object} props
 * @param {import('./front.js').Lesson} props.lesson
 * @param {(head: string) => void} props.type
 * @param {import('./api.js').Finding[]} props.findings of the head
 * @param {'id'|'en'} props.language
 * @param {any} props.children
 */
export function LessonForm({ lesson, type, findings, language, children }) {
  const { head } = lesson;
  const lines = head.split('\n');
  /** @param {string} key */
  const fault = (key) => {
    const about = findings.filter(
      (one) => one.field === key || lines[one.line - 1]?.startsWith(`${key}:`),
    );
    return about.length ? [...new Set(about.map(findingWords))].join(' ') || t('fault') : null;
  };
  return (
    <>
      {
        /** @type {const} */ (['title', 'summary']).map((key) => {
          const value = field(head, key);
          return (
            <Field
              key={key}
              name={`lesson-${key}`}
              label={t(`lesson.${key}`)}
              hint={value === null ? t('onlyInFile') : undefined}
              error={fault(key)}
              control={{
                value: value ?? '',
                lang: language,
                autocomplete: 'off',
                disabled: value === null,
                maxlength: key === 'title' ? 200 : 500,
                onInput: (/** @type {any} */ { currentTarget }) =>
                  type(withField(head, key, currentTarget.value)),
              }}
            />
          );
        })
      }
      {children}
    </>
  );
}

/** An activity that is written in forms; it comes with the first one that is opened. */
import { useEffect } from 'preact/hooks';
import { APP } from './app-schema.js';
import { toField } from './form-list.jsx';
import { QUIZ } from './quiz-schema.js';
import { SCENARIO, WORKSHEET } from './schemas.js';
import { wanted } from './wanted.js';
import { YamlForm } from './yaml-form.jsx';
import { read } from './yaml-text.js';

/** @type {Record<string, import('./schema.js').Node[]>} */
const SCHEMAS = { scenario: SCENARIO, worksheet: WORKSHEET, quiz: QUIZ, app_practice: APP };

/**
 * @param {object} props
 * @param {typeof import('yaml')} props.yaml
 * @param {string} props.kind
 * @param {string} props.path
 * @param {string} props.text
 * @param {(text: string) => void} props.type
 * @param {import('./api.js').Finding[]} props.findings of any file
 * @param {'id'|'en'} props.language
 * @param {import('./schema.js').Around} props.around
 * @param {(line: number) => void} props.astray no field is about it; its line is
 */
export function FormDesk({ kind, path, findings, astray, ...form }) {
  const asked = wanted.value;
  useEffect(() => {
    if (!asked || asked.path !== path) return;
    wanted.value = null;
    const begins = read(form.yaml, form.text)?.startingAt(asked.line) ?? [];
    void toField('', asked.field ?? begins.join('.')).then((found) => found || astray(asked.line));
  }, [asked]);
  return (
    <YamlForm
      schema={SCHEMAS[kind] ?? []}
      findings={findings.filter((one) => one.path === path)}
      {...form}
    />
  );
}

/** A scenario, a worksheet or a quiz as a form over its file; findings stand at their fields. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { again } from '../../icons.json';
import { announce } from '../../ui/announce.jsx';
import { Icon } from '../../ui/icon.jsx';
import { wordsAt } from './field-words.js';
import { Nodes } from './form-list.jsx';
import { spoken } from './schema.js';
import { t } from './words.js';
import { at, read, rewrite, write } from './yaml-text.js';

/** @typedef {import('./yaml-text.js').Path} Path */
/** @typedef {import('./schema.js').Node} Node */
/**
 * @typedef {object} Form
 * @property {any} root
 * @property {string} language
 * @property {string} name before the ids of its controls
 * @property {import('./schema.js').Around} around
 * @property {(path: Path, value: any) => void} set
 * @property {(path: Path, change: (items: any[]) => any[], words: string, focus?: string, beside?: {path: Path, key: string}) => void} arrange
 * @property {(how: (text: string, yaml: typeof import('yaml')) => string) => void} change several values at once, which can be undone
 * @property {(path: Path, exact?: boolean) => string|null} fault at the value or in it; `exact`: at itself alone
 * @property {(path: Path, nodes: Node[]) => string|null} faultOfItem what no field of it says
 * @property {(path: Path) => number} faults how many are in it
 */

/** @param {Element|null} inside @param {string} which @returns {HTMLElement|null} */
const first = (inside, which) => inside?.querySelector(which) ?? null;

/** Whether a field, as findings name it, is a value or in it. @param {string} field @param {Path} path */
const isIn = (field, path) => field === path.join('.') || field.startsWith(`${path.join('.')}.`);

/**
 * The field a finding is about. One that names none is about what begins on its line.
 *
 * @param {import('./api.js').Finding} finding @param {import('./yaml-text.js').Read} found
 */
const fieldOf = ({ field, line }, found) => field ?? found.startingAt(line).join('.');

/**
 * @param {object} props
 * @param {typeof import('yaml')} props.yaml
 * @param {Node[]} props.schema
 * @param {string} props.text
 * @param {(text: string) => void} props.type
 * @param {import('./api.js').Finding[]} props.findings
 * @param {'id'|'en'} props.language
 * @param {import('./schema.js').Around} props.around
 * @param {string} [props.name] tells its controls from those of another form of the page
 */
export function YamlForm({ yaml, schema, text, type, findings, language, around, name = '' }) {
  const found = useMemo(() => read(yaml, text), [yaml, text]);
  const [past, setPast] = useState(/** @type {string[]} */ ([]));
  const focus = useRef('');
  useEffect(() => {
    if (!focus.current) return;
    const wanted = document.getElementById(focus.current);
    focus.current = '';
    const button = /** @type {HTMLButtonElement|null} */ (wanted);
    if (wanted instanceof HTMLDetailsElement) {
      // What is new is opened, to be written; its fields are made then.
      wanted.open = true;
      setTimeout(() => first(wanted, 'input, textarea, select')?.focus(), 60);
    } else if (button?.disabled) {
      // At an end of the list the button itself is off.
      first(button.parentElement, 'button:enabled')?.focus();
    } else button?.focus();
  }, [text]);
  if (!found) return <p class="note small">{t('formUnreadable')}</p>;

  /** @param {(one: import('./api.js').Finding, field: string) => boolean} is */
  const about = (is) => findings.filter((one) => is(one, fieldOf(one, found)));
  /** @param {string} next @param {string} [told] */
  function remembered(next, told) {
    setPast((old) => [...old.slice(-19), text]);
    type(next);
    if (told) announce(told);
  }
  /** @type {Form} */
  const form = {
    root: found.value,
    language,
    name,
    around,
    set(path, value) {
      // To undo what came before would take what is written now along.
      setPast([]);
      type(write(yaml, text, path, value));
    },
    arrange(path, change, told, next = '', beside = undefined) {
      focus.current = next;
      let made = rewrite(yaml, text, path, change);
      const rows = beside && at(found.value, [...path.slice(0, -1), ...beside.path]);
      for (const place of Object.keys(rows ?? [])) {
        const list = [...path.slice(0, -1), ...(beside?.path ?? []), Number(place), beside?.key];
        made = rewrite(yaml, made, /** @type {Path} */ (list), change);
      }
      remembered(made, told);
    },
    change: (how) => remembered(how(text, yaml)),
    fault: (path, exact) =>
      wordsAt(about((_, field) => (exact ? field === path.join('.') : isIn(field, path)))),
    faultOfItem(path, nodes) {
      const shown = nodes
        .filter((node) => node.as !== 'does' && (!node.when || node.when(at(found.value, path))))
        .map((node) => [...path, ...spoken(node.path, language)]);
      return wordsAt(
        about((_, field) => isIn(field, path) && !shown.some((one) => isIn(field, one))),
      );
    },
    faults: (path) => about((_, field) => isIn(field, path)).length,
  };
  const last = past.at(-1);
  return (
    <div class="yaml-form">
      {last !== undefined && (
        <button
          class="btn line low"
          type="button"
          onClick={() => {
            setPast((old) => old.slice(0, -1));
            type(last);
            announce(t('undone'));
          }}
        >
          <Icon of={again} />
          {t('undo')}
        </button>
      )}
      <Nodes form={form} nodes={schema} path={[]} item={found.value} />
    </div>
  );
}

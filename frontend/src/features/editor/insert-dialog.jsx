/** What can be put into a lesson, each with a small form of its own; the same forms change it. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { Dialog } from '../../ui/dialog.jsx';
import { Field } from '../../ui/field.jsx';
import { checkOf } from './blocks.js';
import { CheckForm } from './check-form.jsx';
import { FactForm } from './fact-form.jsx';
import { directive, freeId } from './markup.js';
import { Media } from './media-form.jsx';
import { KIND_OF } from './media-words.jsx';
import { TableForm } from './table-form.jsx';
import { t } from './words.js';

/** @typedef {import('./writing.jsx').Insertion} Insertion */
/** @typedef {import('./markup.js').Spot} Spot */
/** @typedef {import('./blocks.js').Block} Block */
/** @typedef {import('./blocks.js').Directive} Directive */
/** @typedef {(written: string, mark?: string) => void} Put */

const CHOICES = /** @type {Exclude<Insertion, 'choose'>[]} */ ([
  'media',
  'callout',
  'accordion',
  'check',
  'reflection',
  'fact',
  'table',
  'link',
]);
/** A form whose fields must all be filled in. @param {{names: string[], hints?: string[], values?: Record<string, string>, long?: string[], done: (said: Record<string, string>) => void, go: string}} props */
function Asked({ names, hints = [], values = {}, long = [], done, go }) {
  const [missing, setMissing] = useState(/** @type {string[]} */ ([]));
  return (
    <form
      class="flow"
      noValidate
      onSubmit={(sent) => {
        sent.preventDefault();
        const form = new FormData(sent.currentTarget);
        const said = Object.fromEntries(
          names.map((name) => [name, String(form.get(name) ?? '').trim()]),
        );
        const wanting = names.filter((name) => !said[name]);
        setMissing(wanting);
        if (wanting.length === 0) done(said);
        else /** @type {any} */ (sent.currentTarget.elements.namedItem(wanting[0] ?? ''))?.focus();
      }}
    >
      {names.map((name) => (
        <Field
          key={name}
          name={name}
          label={t(/** @type {any} */ (`ask.${name}`))}
          hint={hints.includes(name) ? t(/** @type {any} */ (`ask.${name}.hint`)) : undefined}
          as={long.includes(name) ? 'textarea' : 'input'}
          error={missing.includes(name) ? t('fillIn') : null}
          control={{
            defaultValue: values[name] ?? '',
            autocomplete: 'off',
            ...(long.includes(name) ? { rows: 5 } : {}),
          }}
        />
      ))}
      <button class="btn wide">{go}</button>
    </form>
  );
}

/** The form that a directive was written with. @param {Block} block @returns {Insertion|null} null: only as text */
export function formOf(block) {
  if (block.kind === 'table') return 'table';
  const { name, body } = block;
  if (name in KIND_OF) return 'media';
  if (name === 'check') return checkOf(body) ? 'check' : null;
  return name === 'callout' || name === 'accordion' || name === 'reflection' || name === 'fact'
    ? name
    : null;
}

/**
 * @param {object} props
 * @param {Insertion} props.begin
 * @param {Spot} props.spot where the text was left
 * @param {Block|null} props.block what is changed; null: something new
 * @param {File|null} props.file what was pasted or dropped
 * @param {string} [props.count] which of several files it is
 * @param {{id: string, module: string}} props.place
 * @param {() => void} props.close
 * @param {(words: string, address: string) => void} props.link
 * @param {Put} props.put
 */
export function InsertDialog({ begin, spot, block, file, count, place, close, link, put }) {
  const [what, setWhat] = useState(begin);
  // What was chosen takes its button along; its form has the focus then.
  const first = useRef(begin);
  useEffect(() => {
    if (what === first.current) return;
    first.current = what;
    const dialog = document.querySelector('dialog[open]');
    const field = dialog?.querySelector('input, textarea') ?? dialog?.querySelector('h2');
    /** @type {HTMLElement|null|undefined} */ (field)?.focus();
  }, [what]);
  const chosen = spot.text.slice(spot.from, spot.to).trim();
  const old = block?.kind === 'directive' ? block : null;
  const go = t(block ? 'changeGo' : 'insertGo');
  const id = (/** @type {string} */ letter) => old?.attributes.id ?? freeId(spot.text, letter);
  const forms = {
    choose: () => (
      <ul class="list inserts">
        {CHOICES.map((one) => (
          <li key={one}>
            <button type="button" class="link" onClick={() => setWhat(one)}>
              {t(`insert.${one}`)}
            </button>
            <p class="small soft">{t(`insert.${one}.hint`)}</p>
          </li>
        ))}
      </ul>
    ),
    link: () => (
      <Asked
        names={['words', 'address']}
        hints={['address']}
        values={{ words: chosen }}
        done={({ words = '', address = '' }) => link(words, address)}
        go={go}
      />
    ),
    table: () => <TableForm given={block?.kind === 'table' ? block : null} go={go} put={put} />,
    callout: () => (
      <Asked
        names={['title', 'body']}
        hints={['title']}
        long={['body']}
        values={{ title: old?.attributes.title ?? t('calloutTitle'), body: old?.body ?? '' }}
        done={({ title = '', body }) => put(directive('callout', { title }, body))}
        go={go}
      />
    ),
    accordion: () => (
      <Asked
        names={['title', 'body']}
        long={['body']}
        values={{ title: old?.attributes.title ?? '', body: old?.body ?? '' }}
        done={({ title = '', body }) => put(directive('accordion', { title }, body))}
        go={go}
      />
    ),
    reflection: () => (
      <Asked
        names={['question']}
        hints={['question']}
        long={['question']}
        values={{ question: old?.body ?? '' }}
        done={({ question }) => put(directive('reflection', { id: id('r') }, question))}
        go={go}
      />
    ),
    fact: () => (
      <FactForm
        id={place.id}
        put={(fact) => put(directive('fact', { ref: fact }, old?.body))}
        cite={block ? undefined : (fact, words) => link(chosen || words, `fact:${fact}`)}
      />
    ),
    media: () => <Media block={old} place={place} text={spot.text} given={file} put={put} />,
    check: () => <CheckForm id={id('c')} given={old && checkOf(old.body)} go={go} put={put} />,
  };
  const named = old && what === 'media' ? `block.${old.name}` : `insert.${what}`;
  return (
    <Dialog
      title={`${t(/** @type {any} */ (named))}${count ?? ''}`}
      close={close}
      wide={what === 'check' || what === 'table'}
    >
      {forms[what]()}
    </Dialog>
  );
}

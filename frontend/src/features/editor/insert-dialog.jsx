/** What can be put into a lesson, each with a small form of its own. */
import { useState } from 'preact/hooks';
import { Dialog } from '../../ui/dialog.jsx';
import { Field } from '../../ui/field.jsx';
import { CheckForm } from './check-form.jsx';
import { FactForm } from './fact-form.jsx';
import { directive, freeId, table } from './markup.js';
import { MediaForm } from './media-form.jsx';
import { t } from './words.js';

/** @typedef {import('./writing.jsx').Insertion} Insertion */
/** @typedef {import('./markup.js').Spot} Spot */
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
            ...(long.includes(name) ? { rows: 4 } : {}),
          }}
        />
      ))}
      <button class="btn wide">{go}</button>
    </form>
  );
}

/** @param {{put: Put}} props */
function TableForm({ put }) {
  const counts = /** @type {const} */ ([
    ['columns', 3, 6],
    ['rows', 3, 20],
  ]);
  return (
    <form
      class="flow"
      onSubmit={(sent) => {
        sent.preventDefault();
        const form = new FormData(sent.currentTarget);
        const of = (/** @type {string} */ name, /** @type {number} */ most) =>
          Math.min(most, Math.max(1, Math.trunc(Number(form.get(name))) || 1));
        const head = t('tableHead');
        put(table(of('rows', 20), of('columns', 6), head, t('tableCell')), `${head} 1`);
      }}
    >
      {counts.map(([name, usual, most]) => (
        <Field
          key={name}
          name={name}
          label={t(`ask.${name}`)}
          control={{ type: 'number', min: 1, max: most, defaultValue: usual, inputmode: 'numeric' }}
        />
      ))}
      <button class="btn wide">{t('insertGo')}</button>
    </form>
  );
}

/**
 * @param {object} props
 * @param {Insertion} props.begin
 * @param {Spot} props.spot where the text was left
 * @param {File|null} props.file what was pasted or dropped
 * @param {{id: string, module: string}} props.place
 * @param {() => void} props.close
 * @param {(words: string, address: string) => void} props.link
 * @param {Put} props.put
 */
export function InsertDialog({ begin, spot, file, place, close, link, put }) {
  const [what, setWhat] = useState(begin);
  const chosen = spot.text.slice(spot.from, spot.to).trim();
  const go = t('insertGo');
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
    table: () => <TableForm put={put} />,
    callout: () => (
      <Asked
        names={['title', 'body']}
        hints={['title']}
        long={['body']}
        values={{ title: t('calloutTitle') }}
        done={({ title = '', body }) => put(directive('callout', { title }, body))}
        go={go}
      />
    ),
    accordion: () => (
      <Asked
        names={['title', 'body']}
        long={['body']}
        done={({ title = '', body }) => put(directive('accordion', { title }, body))}
        go={go}
      />
    ),
    reflection: () => (
      <Asked
        names={['question']}
        hints={['question']}
        long={['question']}
        done={({ question }) =>
          put(directive('reflection', { id: freeId(spot.text, 'r') }, question))
        }
        go={go}
      />
    ),
    fact: () => (
      <FactForm
        id={place.id}
        put={(fact) => put(directive('fact', { ref: fact }))}
        cite={(fact, words) => link(chosen || words, `fact:${fact}`)}
      />
    ),
    media: () => <MediaForm place={place} given={file} put={put} />,
    check: () => <CheckForm id={freeId(spot.text, 'c')} put={put} />,
  };
  return (
    <Dialog title={t(`insert.${what}`)} close={close} wide={what === 'check'}>
      {forms[what]()}
    </Dialog>
  );
}

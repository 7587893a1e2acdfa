/** A scenario, a worksheet or a quiz as a form over its file; findings stand at their fields. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { again, down, x } from '../../icons.json';
import { plus } from '../../icons-staff.json';
import { announce } from '../../ui/announce.jsx';
import { Icon } from '../../ui/icon.jsx';
import { Skeleton } from '../../ui/states.jsx';
import { findingWords } from '../../kit/finding-words.js';
import { FormField } from './form-field.jsx';
import { freshId, spoken } from './schemas.js';
import { known, t } from './words.js';
import { at, read, rewrite, write } from './yaml-text.js';

/** @typedef {import('./yaml-text.js').Path} Path */
/** @typedef {import('./schemas.js').Node} Node */
/** @typedef {import('./schemas.js').ListOf} ListOf */
/**
 * @typedef {object} Form
 * @property {any} root
 * @property {string} language
 * @property {string} name before the ids of its controls
 * @property {(path: Path, value: any) => void} set
 * @property {(path: Path, change: (items: any[]) => any[], words: string, focus?: string) => void} arrange
 * @property {(path: Path) => string|null} fault
 * @property {(path: Path) => string|null} faultOfItem
 */

/** @param {Element|null} inside @param {string} which @returns {HTMLElement|null} */
const first = (inside, which) => inside?.querySelector(which) ?? null;

/** The library that reads and writes the files, fetched with the first form. @param {boolean} wanted */
export function useYaml(wanted) {
  const [yaml, setYaml] = useState(/** @type {typeof import('yaml')|null} */ (null));
  useEffect(() => {
    if (!wanted) return;
    // A line that is down leaves the file itself to be written.
    import('yaml').then((found) => setYaml(() => /** @type {any} */ (found))).catch(() => {});
  }, [wanted]);
  return yaml;
}

/** @param {Path} path */
const idOf = (path) => ['f', ...path].join('-');

/** @param {{form: Form, nodes: Node[], path: Path, item: any}} props */
const Nodes = ({ form, nodes, path, item }) => (
  <div class="nodes">
    {nodes.map((node) => {
      if (node.when && !node.when(item)) return null;
      const here = [...path, ...spoken(node.path, form.language)];
      return node.as === 'list' ? (
        <List key={node.name} form={form} node={node} path={here} />
      ) : (
        <FormField
          key={node.name}
          form={form}
          node={node}
          path={here}
          name={form.name + idOf(here)}
          item={item}
        />
      );
    })}
  </div>
);

/** @param {{form: Form, node: ListOf, path: Path}} props */
function List({ form, node, path }) {
  const found = at(form.root, path);
  const items = Array.isArray(found) ? found : [];
  const one = t(/** @type {any} */ (`one.${node.name}`));
  /** @param {number} place @param {-1|1} step */
  function move(place, step) {
    const to = place + step;
    form.arrange(
      path,
      (all) => {
        const [moved] = all.splice(place, 1);
        all.splice(to, 0, moved);
        return all;
      },
      t('moved', { name: one, n: to + 1, of: items.length }),
      `${form.name}${idOf([...path, to])}-${step < 0 ? 'up' : 'down'}`,
    );
  }
  return (
    <fieldset class="list-of">
      <legend>{t(/** @type {any} */ (`f.${node.name}`))}</legend>
      <ol>
        {items.map((item, place) => {
          const here = [...path, place];
          const fault = form.faultOfItem(here);
          const id = form.name + idOf(here);
          return (
            <li key={item?.id ?? place}>
              <details id={`${id}-of`} open={items.length === 1 || Boolean(fault) || undefined}>
                <summary>
                  <b>{place + 1}.</b> {node.title(item, form.language)}
                </summary>
                {fault && <p class="tag no">{fault}</p>}
                <Nodes form={form} nodes={node.nodes} path={here} item={item} />
              </details>
              <div class="item-deeds">
                <button
                  id={`${id}-up`}
                  class="ib turned"
                  type="button"
                  aria-label={t('moveUp', { name: `${one} ${place + 1}` })}
                  disabled={place === 0}
                  onClick={() => move(place, -1)}
                >
                  <Icon of={down} />
                </button>
                <button
                  id={`${id}-down`}
                  class="ib"
                  type="button"
                  aria-label={t('moveDown', { name: `${one} ${place + 1}` })}
                  disabled={place === items.length - 1}
                  onClick={() => move(place, 1)}
                >
                  <Icon of={down} />
                </button>
                <button
                  class="ib"
                  type="button"
                  aria-label={t('takeOut', { name: `${one} ${place + 1}` })}
                  onClick={() =>
                    form.arrange(
                      path,
                      (all) => all.filter((_, n) => n !== place),
                      t('takenOut', { name: `${one} ${place + 1}` }),
                      `${form.name}${idOf(path)}-add`,
                    )
                  }
                >
                  <Icon of={x} />
                </button>
              </div>
            </li>
          );
        })}
      </ol>
      {items.length < node.most && (
        <button
          id={`${form.name}${idOf(path)}-add`}
          class="link"
          type="button"
          onClick={() =>
            form.arrange(
              path,
              (all) => [
                ...all,
                node.blank(freshId(items, known(`id.${node.name}`, 'bagian')), form.root),
              ],
              t('added', { name: one }),
              `${form.name}${idOf([...path, items.length])}-of`,
            )
          }
        >
          <Icon of={plus} />
          {t('addOne', { name: one.toLowerCase() })}
        </button>
      )}
    </fieldset>
  );
}

/**
 * @param {object} props
 * @param {typeof import('yaml')|null} props.yaml
 * @param {Node[]} props.schema
 * @param {string} props.text
 * @param {(text: string) => void} props.type
 * @param {import('./api.js').Finding[]} props.findings
 * @param {'id'|'en'} props.language
 * @param {string} [props.name] tells its controls from those of another form of the page
 * @param {(before: any, after: any) => void} [props.arranged] told when items came or went
 */
export function YamlForm({
  yaml,
  schema,
  text,
  type,
  findings,
  language,
  name = '',
  arranged = () => {},
}) {
  const found = useMemo(() => yaml && read(yaml, text), [yaml, text]);
  const [past, setPast] = useState(/** @type {string[]} */ ([]));
  const focus = useRef('');
  useEffect(() => {
    if (!focus.current) return;
    const wanted = document.getElementById(focus.current);
    focus.current = '';
    const button = /** @type {HTMLButtonElement|null} */ (wanted);
    if (wanted instanceof HTMLDetailsElement) {
      // What is new is opened, to be written.
      wanted.open = true;
      first(wanted, 'input, textarea, select')?.focus();
    } else if (button?.disabled) {
      // At an end of the list the button itself is off.
      first(button.parentElement, 'button:enabled')?.focus();
    } else button?.focus();
  }, [text]);
  if (!yaml) return <Skeleton lines={8} />;
  if (!found) return <p class="note small">{t('formUnreadable')}</p>;

  /** @param {[number, number]|null} range */
  const about = (range) => {
    const some = range ? findings.filter(({ line }) => line >= range[0] && line <= range[1]) : [];
    return some.length ? [...new Set(some.map(findingWords))].join(' ') || t('fault') : null;
  };
  /** @type {Form} */
  const form = {
    root: found.value,
    language,
    name,
    set: (path, value) => type(write(yaml, text, path, value)),
    arrange(path, change, words, next = '') {
      setPast((old) => [...old.slice(-19), text]);
      focus.current = next;
      const next_ = rewrite(yaml, text, path, change);
      type(next_);
      arranged(found.value, read(yaml, next_)?.value);
      announce(words);
    },
    fault: (path) => about(found.lines(path)),
    faultOfItem(path) {
      const range = found.lines(path);
      return about(range && [range[0], range[0]]);
    },
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
            arranged(found.value, read(yaml, last)?.value);
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

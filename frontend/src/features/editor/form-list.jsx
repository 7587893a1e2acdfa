/** Lists of a form: items are moved, added and taken out by buttons, and opened to be written. */
import { useState } from 'preact/hooks';
import { down, warn, x } from '../../icons.json';
import { plus } from '../../icons-staff.json';
import { Icon } from '../../ui/icon.jsx';
import { FormField } from './form-field.jsx';
import { freshId, spoken } from './schema.js';
import { known, t } from './words.js';
import { at } from './yaml-text.js';

/** @typedef {import('./yaml-form.jsx').Form} Form */
/** @typedef {import('./yaml-text.js').Path} Path */
/** @typedef {import('./schema.js').Node} Node */
/** @typedef {import('./schema.js').ListOf} ListOf */

/** @param {Path} path */
export const idOf = (path) => ['f', ...path].join('-');

/** @param {{form: Form, nodes: Node[], path: Path, item: any}} props */
export const Nodes = ({ form, nodes, path, item }) => (
  <div class="nodes">
    {nodes.map((node) => {
      if (node.when && !node.when(item)) return null;
      const here = [...path, ...spoken(node.path, form.language)];
      if (node.as === 'group') {
        return <Group key={node.name} form={form} node={node} path={here} item={item} />;
      }
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

/** Fields that few need, folded; open where something is to be mended. @param {{form: Form, node: import('./schema.js').GroupOf, path: Path, item: any}} props */
function Group({ form, node, path, item }) {
  const wrong = node.nodes.some(
    ({ path: of }) => of.length && form.faults([...path, ...spoken(of, form.language)]),
  );
  const [open, setOpen] = useState(wrong);
  return (
    <details
      class="group-of wide-node"
      open={open || wrong}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>{t(/** @type {any} */ (`f.${node.name}`))}</summary>
      <Nodes form={form} nodes={node.nodes} path={path} item={item} />
    </details>
  );
}

/** @param {{form: Form, node: ListOf, path: Path, item: any, place: number, alone: boolean}} props */
function Item({ form, node, path, item, place, alone }) {
  const fault = form.faultOfItem(path, node.nodes);
  const [open, setOpen] = useState(alone || Boolean(fault));
  const count = open ? 0 : form.faults(path);
  const kind = node.kindOf?.(item);
  return (
    <details
      id={`${form.name}${idOf(path)}-of`}
      open={open}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>
        <b>{place + 1}.</b>
        <span>
          {kind && <span class="soft">{known(`part.${kind}`, kind)}: </span>}
          {node.title(item, form.language)}
          {count > 0 && (
            <span class="tag no">
              <Icon of={warn} />
              {t('findings', { n: count })}
            </span>
          )}
        </span>
      </summary>
      {fault && (
        <p class="tag no">
          <Icon of={warn} />
          {fault}
        </p>
      )}
      {/* A large file has hundreds of fields; only those that are looked at are there. */}
      {open && <Nodes form={form} nodes={node.nodes} path={path} item={item} />}
    </details>
  );
}

/** Add an item; where there are several kinds of them, of a kind that is chosen. @param {{form: Form, node: ListOf, path: Path, items: any[], one: string}} props */
function Add({ form, node, path, items, one }) {
  const kinds = Object.keys(node.variants ?? {});
  const [kind, setKind] = useState(kinds[0] ?? '');
  const id = `${form.name}${idOf(path)}-add`;
  const blank = node.variants?.[kind] ?? node.blank;
  const add = (
    <button
      id={id}
      class="link"
      type="button"
      onClick={() =>
        form.arrange(
          path,
          (all) => [
            ...all,
            blank(freshId(items, known(`id.${node.name}`, 'bagian')), form.root, path),
          ],
          t('added', { name: kind ? known(`part.${kind}`, one) : one }),
          `${form.name}${idOf([...path, items.length])}-of`,
          node.beside,
        )
      }
    >
      <Icon of={plus} />
      {t('addOne', { name: one.toLowerCase() })}
    </button>
  );
  if (!kind) return add;
  return (
    <div class="add-kind">
      <label for={`${id}-kind`} class="sr">
        {t('kindOfNew')}
      </label>
      <select
        id={`${id}-kind`}
        value={kind}
        onChange={({ currentTarget }) => setKind(currentTarget.value)}
      >
        {kinds.map((name) => (
          <option key={name} value={name} selected={name === kind}>
            {known(`part.${name}`, name)}
          </option>
        ))}
      </select>
      {add}
    </div>
  );
}

/** @param {{form: Form, node: ListOf, path: Path}} props */
function List({ form, node, path }) {
  const found = at(form.root, path);
  const items = Array.isArray(found) ? found : [];
  const one = t(/** @type {any} */ (`one.${node.name}`));
  const fault = form.fault(path, true);
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
      node.beside,
    );
  }
  return (
    <fieldset class="list-of" id={form.name + idOf(path)}>
      <legend>{t(/** @type {any} */ (`f.${node.name}`))}</legend>
      {known(`f.${node.name}.hint`) && (
        <p class="small soft list-hint">{known(`f.${node.name}.hint`)}</p>
      )}
      {fault && (
        <p class="tag no list-hint">
          <Icon of={warn} />
          {fault}
        </p>
      )}
      <ol>
        {items.map((item, place) => {
          const here = [...path, place];
          const id = form.name + idOf(here);
          const named = { name: `${one} ${place + 1}` };
          return (
            <li key={item?.id ?? item?.field ?? place}>
              <Item
                form={form}
                node={node}
                path={here}
                item={item}
                place={place}
                alone={items.length === 1}
              />
              <div class="item-deeds">
                <button
                  id={`${id}-up`}
                  class="ib turned"
                  type="button"
                  aria-label={t('moveUp', named)}
                  disabled={place === 0}
                  onClick={() => move(place, -1)}
                >
                  <Icon of={down} />
                </button>
                <button
                  id={`${id}-down`}
                  class="ib"
                  type="button"
                  aria-label={t('moveDown', named)}
                  disabled={place === items.length - 1}
                  onClick={() => move(place, 1)}
                >
                  <Icon of={down} />
                </button>
                <button
                  class="ib"
                  type="button"
                  aria-label={t('takeOut', named)}
                  onClick={() =>
                    form.arrange(
                      path,
                      (all) => all.filter((_, n) => n !== place),
                      t('takenOut', named),
                      `${form.name}${idOf(path)}-add`,
                      node.beside,
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
        <Add form={form} node={node} path={path} items={items} one={one} />
      )}
    </fieldset>
  );
}

/**
 * Lead to a field, through what is folded around it.
 *
 * @param {string} name of the form @param {string} field as a finding names it
 * @returns {Promise<boolean>} whether there is a control for it or for what it is part of
 */
export async function toField(name, field) {
  const path = field.split('.').map((key) => (/^\d+$/.test(key) ? Number(key) : key));
  let found = /** @type {HTMLElement|null} */ (null);
  for (let length = 1; length <= path.length; length++) {
    const id = name + idOf(path.slice(0, length));
    const item = document.getElementById(`${id}-of`);
    if (item instanceof HTMLDetailsElement) {
      if (!item.open) {
        item.open = true;
        // Its fields are made once it is open.
        await new Promise((made) => setTimeout(made, 60));
      }
      found = item.querySelector('summary');
    }
    const control = document.getElementById(id);
    if (control?.matches('input, textarea, select, .own-field')) found = control;
  }
  if (!found) return false;
  for (let up = found.parentElement; up; up = up.parentElement) {
    if (up instanceof HTMLDetailsElement) up.open = true;
  }
  const inner = found.matches('.own-field')
    ? /** @type {HTMLElement|null} */ (found.querySelector('summary, input, select, textarea'))
    : found;
  (inner ?? found).scrollIntoView({ block: 'center' });
  (inner ?? found).focus();
  return true;
}

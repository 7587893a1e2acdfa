/** Lists: pairs to match, things to put in order, levels to rate with. */
import { idOf, Said } from './controls.jsx';
import { Rows } from './rows.jsx';
import { read, write } from './source.js';
import { t } from './words.js';

/** @typedef {import('./controls.jsx').Form} Form */
/** @typedef {import('./rows.jsx').Row} Row */

/** @param {{form: Form, name: string, label: string, hint?: string, least?: number, most?: number, numbered?: boolean, beside?: (row: Row, place: number) => any, set?: (rows: Row[]) => void, next?: string, whole?: string|null}} props */
function List({ form, name, set, whole, ...others }) {
  const path = ['text', 'id', name];
  return (
    <Rows
      {...others}
      name={idOf(path)}
      one={t('item')}
      rows={read(form.source, path) ?? []}
      set={set ?? ((rows) => form.put(path, rows))}
      about={(place) => form.about([...path, place])}
      whole={whole ?? form.about(path, true)}
      next={others.next ?? idOf(['text', 'id', 'explanation'])}
      write={form.write}
    />
  );
}

/** @param {{form: Form}} props */
export function MatchingForm({ form }) {
  const { left = [], right = [] } = form.source.text?.id ?? {};
  const pairs = form.source.key ?? {};
  /** @param {'left'|'right'} side */
  const set = (side) => (/** @type {Row[]} */ rows) =>
    form.change((old) => {
      const has = (/** @type {string} */ id) => rows.some((row) => row.id === id);
      const kept = Object.entries(old.key ?? {}).filter(([one, other]) =>
        has(side === 'left' ? one : other),
      );
      return write(write(old, ['text', 'id', side], rows), ['key'], Object.fromEntries(kept));
    });
  return (
    <>
      <List
        form={form}
        name="left"
        label={t('left')}
        set={set('left')}
        next={`${idOf(['text', 'id', 'right'])}.0`}
        whole={form.about(['key'], true) ?? form.about(['text', 'id', 'left'], true)}
        beside={(row, place) => {
          const id = idOf(['key', row.id]);
          return (
            <>
              <label class="pair-of" for={id}>
                <span>{t('pairedWith')}</span>
                <select
                  id={id}
                  aria-label={t('pairOf', { name: row.text || place + 1 })}
                  value={pairs[row.id] ?? ''}
                  onChange={({ currentTarget }) =>
                    form.put(['key', row.id], currentTarget.value || undefined)
                  }
                >
                  <option value="">{t('choosePair')}</option>
                  {right.map((/** @type {Row} */ one, /** @type {number} */ n) => (
                    <option key={one.id} value={one.id} selected={one.id === pairs[row.id]}>
                      {one.text || `${t('item')} ${n + 1}`}
                    </option>
                  ))}
                </select>
              </label>
              <Said id={id} words={form.about(['key', row.id])} />
            </>
          );
        }}
      />
      <List
        form={form}
        name="right"
        label={t('right')}
        hint={t('rightHint', { n: Math.max(right.length - left.length, 0) })}
        set={set('right')}
        most={16}
      />
    </>
  );
}

/** The order of writing is the right one. @param {{form: Form}} props */
export const OrderingForm = ({ form }) => (
  <List
    form={form}
    name="items"
    label={t('inOrder')}
    hint={t('inOrderHint')}
    numbered
    set={(rows) =>
      form.change((old) =>
        write(
          write(old, ['text', 'id', 'items'], rows),
          ['key'],
          rows.map(({ id }) => id),
        ),
      )
    }
  />
);

/** @param {{form: Form}} props */
export const RatingForm = ({ form }) => (
  <List
    form={form}
    name="levels"
    label={t('levels')}
    hint={t('levelsHint')}
    least={3}
    most={7}
    numbered
  />
);

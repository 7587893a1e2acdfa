/**
 * A field by the name its form has: `text.id.options.0.text` is "Pilihan 1". The innermost part that
 * has a name counts, with the number that stands after it.
 *
 * @param {string} path @param {Record<string, string>} known
 */
export function fieldName(path, known) {
  const parts = path.split('.');
  const at = parts.findLastIndex((part) => part !== 'en' && known[`field.${part}`]);
  const name = known[`field.${parts[at]}`];
  if (!name) return path;
  const number = /^\d+$/.test(parts[at + 1] ?? '') ? ` ${Number(parts[at + 1]) + 1}` : '';
  return `${name}${number}${parts.includes('en') ? ` (${known['field.en']})` : ''}`;
}

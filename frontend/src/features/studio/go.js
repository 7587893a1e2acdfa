/** Go to another page of the shell as if a link had been followed. */

/** @param {string} href */
export function go(href) {
  const link = Object.assign(document.createElement('a'), { href });
  document.body.append(link);
  link.click();
  link.remove();
}

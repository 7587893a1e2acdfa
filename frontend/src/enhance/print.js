/** A sheet to print: the button that opens the browser's own dialog. */
const button = /** @type {HTMLElement} */ (document.getElementById('print'));
button.hidden = false;
button.addEventListener('click', () => print());

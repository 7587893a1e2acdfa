import { useEffect, useRef } from 'preact/hooks';
import { x } from '../icons.json';
import { t } from '../kit/manage-i18n.js';
import { Icon } from './icon.jsx';

/**
 * A modal dialog; the browser traps focus, closes on Escape and gives focus back.
 *
 * @param {{title: string, close: () => void, children: any, wide?: boolean}} props
 */
export function Dialog({ title, close, children, wide }) {
  const dialog = useRef(/** @type {HTMLDialogElement|null} */ (null));
  useEffect(() => {
    const opener = /** @type {HTMLElement|null} */ (document.activeElement);
    dialog.current?.showModal();
    const field = dialog.current?.querySelector('form :is(input, textarea, select), h2');
    /** @type {HTMLElement|null|undefined} */ (field)?.focus();
    return () => opener?.focus();
  }, []);
  return (
    <dialog ref={dialog} class={wide ? 'wide' : ''} aria-labelledby="dialog-title" onClose={close}>
      <header class="row">
        <h2 id="dialog-title" class="grow" tabIndex={-1}>
          {title}
        </h2>
        <button class="ib" type="button" aria-label={t('close')} onClick={close}>
          <Icon of={x} />
        </button>
      </header>
      <div class="flow">{children}</div>
    </dialog>
  );
}

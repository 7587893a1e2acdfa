/** Whether the device believes it has a network; it is sure only when it says no. */
import { signal } from '@preact/signals';

export const onLine = signal(globalThis.navigator?.onLine ?? true);

globalThis.addEventListener?.('online', () => (onLine.value = true));
globalThis.addEventListener?.('offline', () => (onLine.value = false));

/** No answer came back: nobody knows whether the request arrived. Its words are the interface's. */
export class ConnectionLost extends Error {}

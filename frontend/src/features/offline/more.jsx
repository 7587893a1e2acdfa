/** What the outbox shows and does only when there is something in it: one file, fetched then. */
export { brought } from '../../offline/brought.js';
export { saveFile } from '../../offline/hand-over.js';
export { Answered } from './answered.jsx';
export { Waiting } from './waiting.jsx';

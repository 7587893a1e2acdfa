/** A worksheet with the queue calculator. */
import { results } from './tools/queue.js';
import { worksheet } from './worksheet.js';

worksheet(results);

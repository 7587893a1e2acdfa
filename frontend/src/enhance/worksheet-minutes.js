/** A worksheet with the minutes calculator. */
import { results } from './tools/minutes.js';
import { worksheet } from './worksheet.js';

worksheet(results);

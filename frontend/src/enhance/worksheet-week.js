/** A worksheet with the week plan. */
import { results } from './tools/week.js';
import { worksheet } from './worksheet.js';

worksheet(results);

/** A worksheet with the task matrix. */
import { results } from './tools/matrix.js';
import { worksheet } from './worksheet.js';

worksheet(results);

/** A worksheet with the IKM calculator. */
import { results } from './tools/skm.js';
import { worksheet } from './worksheet.js';

worksheet(results);

/** A worksheet of fields alone. */
import { worksheet } from './worksheet.js';

worksheet();

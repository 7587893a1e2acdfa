/** The private time log. */
import { results } from './tools/time_log.js';
import { device } from './worksheet-device.js';
import { worksheet } from './worksheet.js';

worksheet(results, device);

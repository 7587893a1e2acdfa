/** A worksheet with the action plan. */
import { results } from './tools/action_plan.js';
import { worksheet } from './worksheet.js';

worksheet(results);

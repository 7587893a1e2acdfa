/** The pages of question banks arrive with their style, not before it. */
import sheet from '../../styles/banks.css?url';
import { linkSheet } from '../../ui/sheet.js';
import '../../ui/questions/sheet.js';

await linkSheet(sheet);

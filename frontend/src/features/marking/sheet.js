/** The marking pages arrive with their style, not before it. */
import sheet from '../../styles/marking.css?url';
import { linkSheet } from '../../ui/sheet.js';

await linkSheet(sheet);

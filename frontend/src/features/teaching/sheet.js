/** The teaching pages arrive with their style, not before it. */
import sheet from '../../styles/teaching.css?url';
import { linkSheet } from '../../ui/sheet.js';

await linkSheet(sheet);

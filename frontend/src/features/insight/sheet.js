/** These pages arrive with their style, not before it. */
import sheet from '../../styles/insight.css?url';
import { linkSheet } from '../../ui/sheet.js';

await linkSheet(sheet);

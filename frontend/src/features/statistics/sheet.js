/** The statistics pages arrive with their style, not before it. */
import sheet from '../../styles/statistics.css?url';
import { linkSheet } from '../../ui/sheet.js';

await linkSheet(sheet);

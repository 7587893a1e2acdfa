/** The gradebook arrives with its style, not before it. */
import sheet from '../../styles/gradebook.css?url';
import { linkSheet } from '../../ui/sheet.js';

await linkSheet(sheet);

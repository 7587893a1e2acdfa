/** The media page arrives with its style, not before it. */
import sheet from '../../styles/media.css?url';
import { linkSheet } from '../../ui/sheet.js';

await linkSheet(sheet);

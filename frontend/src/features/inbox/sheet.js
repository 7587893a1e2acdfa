/** The page that writes to learners arrives with its style, not before it. */
import sheet from '../../styles/inbox.css?url';
import { linkSheet } from '../../ui/sheet.js';

await linkSheet(sheet);

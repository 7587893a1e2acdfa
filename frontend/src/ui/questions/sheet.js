/** The form of a question arrives with its style, not before it. */
import sheet from '../../styles/questions.css?url';
import { linkSheet } from '../sheet.js';

await linkSheet(sheet);

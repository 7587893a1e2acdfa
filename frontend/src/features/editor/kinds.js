/** Kinds of activities that are written in forms; the rest is Markdown or a file. */
export const FORMS = ['scenario', 'worksheet', 'quiz', 'app_practice'];

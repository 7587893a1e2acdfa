/** Kinds of questions in the order in which people look for them. */
export const KINDS = [
  'single_choice',
  'multiple_response',
  'true_false',
  'short_answer',
  'numeric',
  'matching',
  'ordering',
  'cloze',
  'essay',
  'calculated',
  'rating',
  'open_text',
];
export const DIFFICULTIES = ['easy', 'medium', 'hard'];

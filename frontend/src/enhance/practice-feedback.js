/**
 * Practice whose trainer lets the answers travel with a download: what they say, on the device, as
 * soon as it is handed in. What counts is still the server's judgement, which comes with the network.
 */
import { accountHere } from '../kit/commands.js';
import { icon, make, t } from './page.js';

/** @typedef {{key: Record<string, any>, key_html: string, explanation_html: string, feedback: Record<string, string>}} Answer */
/** @typedef {import('./answers.js').Response} Response */

/** What a device can compare for certain; the rest it lays side by side. @type {Record<string, string>} */
const COMPARED = {
  single_choice: 'choice',
  multiple_response: 'choices',
  true_false: 'value',
  matching: 'pairs',
  ordering: 'order',
};

/**
 * Whether a response is what the key says; null where only the server can tell.
 *
 * @param {string} kind
 * @param {any} response
 * @param {Record<string, any>} key
 */
export function agrees(kind, response, key) {
  const part = COMPARED[kind];
  if (!part || key[part] === undefined) return null;
  const plain = (/** @type {any} */ said) => {
    if (part === 'choices') return JSON.stringify([...(said ?? [])].sort());
    return JSON.stringify(part === 'pairs' ? Object.entries(said ?? {}).sort() : said);
  };
  return plain(response?.[part]) === plain(key[part]);
}

/** The answers of an activity that came with a download. @param {string} activity @returns {Promise<Record<string, Answer>>} by question */
async function answersOf(activity) {
  for (const cacheName of await caches.keys()) {
    if (!cacheName.startsWith(`course-${accountHere()}-`)) continue;
    const found = await caches.match(`/offline/practice/${activity}`, { cacheName });
    if (found) return found.json();
  }
  return {};
}

/** Words that were made and cleaned when the course was published. @param {string} html @param {string} [name] */
function prose(html, name = 'small') {
  const holder = make('div', { class: name });
  holder.innerHTML = html;
  return holder;
}

/** What an answer that was chosen says of itself. @param {Answer} answer @param {any} response */
const saidOf = ({ feedback }, response) =>
  [response?.choice, response?.value, ...(response?.choices ?? [])]
    .map((chosen) => feedback[chosen])
    .filter((said) => said !== undefined);

/**
 * @param {string} activity
 * @param {{id: string, fieldset: HTMLElement, said: string, answered: boolean}[]} questions as they were answered
 * @param {HTMLElement} place
 */
export async function showPractice(activity, questions, place) {
  const answers = await answersOf(activity);
  const known = questions.flatMap((question, index) => {
    const answer = answers[question.id];
    if (!answer) return [];
    const response = question.answered ? JSON.parse(question.said) : null;
    const isRight = agrees(question.fieldset.dataset.kind ?? '', response, answer.key);
    return [{ question, answer, response, isRight, n: index + 1 }];
  });
  if (!known.length) return;
  const compared = known.filter(({ isRight }) => isRight !== null);
  const right = compared.filter(({ isRight }) => isRight).length;
  const items = known.map(({ question, answer, response, isRight, n }) => {
    const [tone, words] =
      isRight === null ? ['soft', 'compare'] : isRight ? ['ok', 'right'] : ['no', 'not_right'];
    const { fieldset } = question;
    /** @type {HTMLFieldSetElement} */ (fieldset).disabled = true;
    const summary = make(
      'summary',
      {},
      make('span', { class: `tag ${tone}` }, t(words)),
      make('span', { class: 'small' }, t('question', { n })),
      icon('down', 'v'),
    );
    const facts = make(
      'dl',
      { class: 'facts' },
      make('dt', {}, t('key')),
      make('dd', { class: 'key' }, prose(answer.key_html, '')),
    );
    const details = make('details', isRight === false ? { open: '' } : {}, summary);
    const told = saidOf(answer, response).map((said) => prose(said));
    details.append(
      make(
        'div',
        { class: 'flow' },
        fieldset,
        facts,
        ...told,
        prose(answer.explanation_html, 'why prose small'),
      ),
    );
    return make('li', {}, details);
  });
  place.append(
    make(
      'section',
      { class: 'explain', 'aria-labelledby': 'sementara' },
      make('h2', { id: 'sementara', class: 'title' }, t('provisional')),
      make('p', { class: 'note small' }, t('provisional_words')),
      ...(compared.length
        ? [make('p', {}, t('provisional_count', { n: right, of: compared.length }))]
        : []),
      make('ul', { class: 'list' }, ...items),
    ),
  );
}

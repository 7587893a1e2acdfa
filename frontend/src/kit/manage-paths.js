/** Addresses within the management area, and those of the rest that it links to. */
export * from './paths.js';

export const agencies = '/kelola/perangkat-daerah';
export const audiences = '/kelola/kursus';
export const banks = '/kelola/bank-soal';
export const bank = (/** @type {string} */ id) => `/kelola/bank-soal/${id}`;
export const newQuestion = (/** @type {string} */ bank) => `/kelola/bank-soal/${bank}/baru`;
export const question = (/** @type {string} */ bank, /** @type {string} */ id) =>
  `/kelola/bank-soal/${bank}/soal/${id}`;
export const marking = '/kelola/penilaian';
export const taught = (/** @type {string} */ slug) => `/kelola/mengajar/${slug}`;
export const gradebooks = '/kelola/nilai';
export const gradebook = (/** @type {string} */ slug) => `/kelola/mengajar/${slug}/nilai`;
/** Write to the learners of a course; `ask` chooses them, e.g. `?kepada=stuck&hari=14`. */
export const write = (/** @type {string} */ slug, ask = '') =>
  `/kelola/mengajar/${slug}/pesan${ask}`;
/** How its learners get on. */
export const courseProgress = (/** @type {string} */ slug) => `/kelola/mengajar/${slug}/peserta`;
export const courseReports = (/** @type {string} */ slug) => `/kelola/mengajar/${slug}/laporan`;
export const quizDesk = (/** @type {string} */ slug, /** @type {string} */ quiz) =>
  `/kelola/mengajar/${slug}/kuis/${quiz}`;
export const quizStatistics = (/** @type {string} */ slug, /** @type {string} */ quiz) =>
  `/kelola/mengajar/${slug}/statistik/${quiz}`;
/** `id` is "<bank>.<question>". */
export const questionStatistics = (
  /** @type {string} */ slug,
  /** @type {string} */ quiz,
  /** @type {string} */ id,
) => `${quizStatistics(slug, quiz)}/${id.replace('.', '/')}`;
export const quizSchedule = (/** @type {string} */ slug, /** @type {string} */ quiz) =>
  `/kelola/mengajar/${slug}/jadwal/${quiz}`;
export const regrade = (/** @type {string} */ slug, /** @type {string} */ quiz) =>
  `/kelola/penilaian/nilai-ulang/${slug}/${quiz}`;

export const studio = '/kelola/studio';
export const studioImport = '/kelola/studio/impor';
/* Of one course in the studio; `id` is the course's id. */
export const studioCourse = (/** @type {string} */ id) => `${studio}/${id}`;
export const studioFacts = (/** @type {string} */ id) => `${studioCourse(id)}/fakta`;
export const studioHistory = (/** @type {string} */ id) => `${studioCourse(id)}/riwayat`;
export const studioMedia = (/** @type {string} */ id) => `${studioCourse(id)}/media`;
export const studioReview = (/** @type {string} */ id) => `${studioCourse(id)}/tinjau`;
/** The editor of one activity. @param {string} id @param {string} module @param {string} activity @param {'id'|'en'} [language] */
export const studioText = (id, module, activity, language = 'id') =>
  `${studioCourse(id)}/naskah/${module}/${activity}${language === 'en' ? '?bahasa=en' : ''}`;

/* A page the server renders: a plain link that leaves the application shell. */
export const quizPreview = (/** @type {string} */ slug, /** @type {string} */ quiz) =>
  `/pratinjau/${slug}/${quiz}`;
/** An activity of a draft as a learner would see it. */
export const draftPreview = (
  /** @type {string} */ id,
  /** @type {string} */ module,
  /** @type {string} */ activity,
) => `/pratinjau/kursus/${id}/${module}/${activity}`;

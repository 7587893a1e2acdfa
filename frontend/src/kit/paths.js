/** Every address the interface links to; features reach each other only through these. */
export const home = '/';
export const courses = '/kursus';
export const course = (/** @type {string} */ slug) => `/kursus/${slug}`;
export const profile = '/profil';
export const offline = '/luring';
export const getOffline = (/** @type {string} */ slug) => `/luring?unduh=${slug}`;
export const handOver = '/luring/berkas';
export const incidents = (/** @type {string} */ slug) => `/luring/gangguan/${slug}`;
export const people = '/kelola/pegawai';
export const agencies = '/kelola/perangkat-daerah';
export const audiences = '/kelola/kursus';
export const audit = '/kelola/jejak';
export const banks = '/kelola/bank-soal';
export const bank = (/** @type {string} */ id) => `/kelola/bank-soal/${id}`;
export const marking = '/kelola/penilaian';
export const teaching = '/kelola/mengajar';
export const taught = (/** @type {string} */ slug) => `/kelola/mengajar/${slug}`;
export const gradebook = (/** @type {string} */ slug) => `/kelola/mengajar/${slug}/nilai`;
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

/* Pages the server renders: plain links that leave the application shell. */
export const signIn = (/** @type {string} */ back) => `/masuk?lanjut=${encodeURIComponent(back)}`;
export const signOut = '/keluar';
export const check = '/periksa';
export const quizPreview = (/** @type {string} */ slug, /** @type {string} */ quiz) =>
  `/pratinjau/${slug}/${quiz}`;
export const privacy = '/privasi';

/** Links the shell opens itself, without a page load: all of these and nothing else. */
export const shellLinks =
  /^\/(kursus(\/[^/?#]+)?|profil|luring(\/berkas|\/gangguan\/[^/?#]+)?|kelola\/[a-z0-9/-]+)?\/?([?#]|$)/;

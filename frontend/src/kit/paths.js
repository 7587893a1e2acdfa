/**
 * Every address the interface links to; features reach each other only through these. What only the
 * management area links to is in `manage-paths.js`, so that it weighs nothing on a learner's phone.
 */
export const home = '/';
export const courses = '/kursus';
export const course = (/** @type {string} */ slug) => `/kursus/${slug}`;
/** A page of the server's about a course. @param {string} slug @param {'nilai'|'ulasan'|'versi/baru'} page */
export const inCourse = (slug, page) => `${course(slug)}/${page}`;
export const profile = '/profil';
export const offline = '/luring';
export const getOffline = (/** @type {string} */ slug) => `/luring?unduh=${slug}`;
export const handOver = '/luring/berkas';
export const incidents = (/** @type {string} */ slug) => `/luring/gangguan/${slug}`;
/* Where the management area opens, by what somebody may do there. */
export const people = '/kelola/pegawai';
export const teaching = '/kelola/mengajar';
export const audit = '/kelola/jejak';

/* Pages the server renders: plain links that leave the application shell. */
export const signIn = (/** @type {string} */ back) => `/masuk?lanjut=${encodeURIComponent(back)}`;
export const signOut = '/keluar';
export const check = '/periksa';
export const privacy = '/privasi';
export const inbox = '/kotak-masuk';

/** Links the shell opens itself, without a page load: all of these and nothing else. */
export const shellLinks =
  /^\/(kursus(\/[^/?#]+)?|profil|luring(\/berkas|\/gangguan\/[^/?#]+)?|kelola\/[a-z0-9/-]+)?\/?([?#]|$)/;

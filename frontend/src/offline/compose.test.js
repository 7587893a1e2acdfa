import { describe, expect, it } from 'vitest';
import { answerAt, attemptPage, framed, shellPage, shownAt } from './compose.js';
import { ranged } from './ranged.js';

const POLICY = {
  'Content-Security-Policy': "default-src 'none'",
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
};
const frame = () =>
  new Response('<html lang="id"><title>@title@ · Lentera</title><body>@body@</body></html>', {
    headers: { ...POLICY, 'Set-Cookie': 'no=1' },
  });
const quiz = {
  title: 'Kuis',
  language: 'id',
  page: '<ol>@marks@</ol><h1>@count@ soal</h1><form id="attempt" data-attempt="@attempt@" data-enrolment="@enrolment@" data-permit="@permit@">@sections@</form>',
  parts: {
    section: '<section id="q@n@" data-id="@id@" data-slots="@slots@">@n@/@of@ @html@</section>',
    mark: '<li>@n@</li>',
  },
  questions: { 'b.satu': { html: '<i>$& @n@</i>' }, 'b.dua': { html: '<b>dua</b>' } },
};
const permit = {
  attempt: 'a-1',
  enrolment: 'e-1',
  activity: 'k-1',
  token: 't"1',
  asked: [
    { question: 'b.dua', slots: ['y', 'x'] },
    { question: 'b.satu', slots: [] },
  ],
};

describe('pages put together on the device', () => {
  it('stand in the frame with its policy, and with the light that was chosen', async () => {
    const made = await framed(frame(), { title: 'A & <b>', body: '<p>$1 $& isi</p>' }, 'dark');
    expect(await made.text()).toBe(
      '<html data-theme="dark" lang="id"><title>A &#38; &#60;b&#62; · Lentera</title><body><p>$1 $& isi</p></body></html>',
    );
    for (const [name, value] of Object.entries(POLICY)) {
      expect(made.headers.get(name)).toBe(value);
    }
    expect(made.headers.has('Set-Cookie')).toBe(false);
  });

  it('carry data that cannot leave its element', async () => {
    const text = await (await shellPage(frame(), { name: '</script><b>' }, 'id', '', {})).text();
    expect(text).not.toContain('</script><b>');
    expect(text).toContain('"data":null,"kept":false');
    expect(text).toContain('"missing":false');
  });

  it('ask in the order of the permit, and fill each hole once', () => {
    const { body } = attemptPage(quiz, permit);
    expect(body).toContain('<ol><li>1</li><li>2</li></ol><h1>2 soal</h1>');
    expect(body).toContain('<section id="q1" data-id="b.dua" data-slots="y x">1/2 <b>dua</b>');
    expect(body).toContain('2/2 <i>$& @n@</i>');
    expect(body).toContain('data-attempt="a-1" data-enrolment="e-1" data-permit="t&#34;1"');
    expect(body).not.toContain('id="time"');
  });

  it('show the values that the attempt drew, as text', () => {
    const html =
      'Berapa <i data-value="a">a</i> + <i data-value="b">b</i>? <i data-value="c">c</i>';
    const asked = [{ question: 'b.satu', slots: [], values: { a: '1.240,5', b: '<b>' } }];
    const { body } = attemptPage(
      { ...quiz, questions: { 'b.satu': { html } } },
      { ...permit, asked },
    );
    expect(body).toContain('Berapa 1.240,5 + &#60;b&#62;? c');
  });

  it('say how long there is where there is a limit', () => {
    const { body } = attemptPage(quiz, { ...permit, time_limit_minutes: 10 });
    expect(body).toContain('id="time" role="timer" data-left="600"></p><form id="attempt"');
  });
});

describe('parts of a kept file', () => {
  const whole = () => new Response('0123456789', { headers: { 'Content-Type': 'audio/mpeg' } });

  it.each([
    ['bytes=0-', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=3-5', 206, '345', 'bytes 3-5/10'],
    ['bytes=8-99', 206, '89', 'bytes 8-9/10'],
    ['bytes=10-', 416, '', 'bytes */10'],
    ['lines=1-2', 200, '0123456789', null],
  ])('%s', async (range, status, body, where) => {
    const part = await ranged(whole(), range);
    expect([part.status, await part.text(), part.headers.get('Content-Range')]).toEqual([
      status,
      body,
      where,
    ]);
  });
});

describe('the shell with what its page shows', () => {
  it('says that it is the device’s', async () => {
    const made = await shellPage(frame(), {}, 'id', '', { data: { items: [] } });
    expect(await made.text()).toContain('"data":{"items":[]},"kept":true');
  });

  it.each([
    ['/', 'home'],
    ['/kursus', 'courses?limit=60'],
    ['/kursus/waktu', 'courses/waktu'],
    ['/kursus?q=a', null],
    ['/kursus/waktu?ikuti=1', null],
    ['/kursus/waktu/materi', null],
    ['/profil', null],
    ['/luring', null],
  ])('%s begins with %s', (place, answer) => expect(answerAt(place)).toBe(answer));

  it('has each answer in the shape that the server puts beside the page', () => {
    const course = { slug: 'waktu', status: 'active' };
    expect(shownAt('/', { resume: null })).toEqual({ resume: null });
    expect(shownAt('/kursus/waktu', course)).toEqual({ course, certificate: null });
    expect(shownAt('/kursus/waktu', { ...course, status: 'completed' })).toBe(null);
    expect(shownAt('/', undefined)).toBe(null);
  });
});

import { unzipSync, strFromU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { gathered, planned } from './gathering.js';

const picked = (/** @type {Record<string, string>} */ texts) =>
  Object.entries(texts).map(([path, text]) => ({
    path,
    file: new File([text], path.split('/').pop() ?? '', { lastModified: 7 }),
  }));
const inside = async (/** @type {File} */ file) => {
  const found = unzipSync(new Uint8Array(await file.arrayBuffer()));
  return Object.fromEntries(Object.entries(found).map(([name, one]) => [name, strFromU8(one)]));
};

describe('what is sent', () => {
  it('is one file as it is', async () => {
    const plan = planned(picked({ 'a.md': '# A' }));
    expect([plan.kind, plan.name, plan.bytes]).toEqual(['file', 'a.md', 3]);
    expect(await (await gathered(plan)).text()).toBe('# A');
  });

  it('is a course with all of its files, and no litter', async () => {
    const files = {
      'k/course.yaml': 'slug: k',
      'k/m/a.md': 'A',
      'k/media/ab': 'x'.repeat(3000),
      'k/.DS_Store': 'x',
    };
    const plan = planned(picked(files));
    expect([plan.kind, plan.name, plan.left]).toEqual(['course', 'k.zip', ['k/.DS_Store']]);
    const whole = { ...files, 'k/.DS_Store': undefined };
    expect(await inside(await gathered(plan))).toEqual(whole);
  });

  it('is Markdown under names that a course can have', async () => {
    const plan = planned(
      picked({ 'Antrean pagi.md': 'A', 'Antrean-pagi.md': 'B', 'é.md': 'C', 'x.docx': 'D' }),
    );
    expect([plan.kind, plan.name, plan.left]).toEqual(['texts', 'naskah.zip', ['x.docx']]);
    expect(await inside(await gathered(plan))).toEqual({
      'Antrean-pagi.md': 'A',
      'Antrean-pagi-2.md': 'B',
      'e-.md': 'C',
    });
  });

  it('is the same for the same files in any order', async () => {
    const files = picked({ 'k/course.yaml': 'slug: k', 'k/m/a.md': 'A' });
    const [one, other] = await Promise.all(
      [files, [...files].reverse()].map((list) => gathered(planned(list))),
    );
    expect(await one?.text()).toBe(await other?.text());
    expect(one?.lastModified).toBe(7);
  });

  it('is nothing where there is nothing of a course', () => {
    expect(planned(picked({ 'x/a.docx': 'A', 'x/b.png': 'B' })).send).toEqual([]);
  });
});

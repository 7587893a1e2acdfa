import { describe, expect, it } from 'vitest';
import { read, same, write } from '../../kit/values.js';
import { differences, reviewOf, withReview } from './source.js';

const quiz = { text: { id: { title: 'Kuis' } }, draw: [{ bank: 'a', count: 2 }], chances: 3 };

describe('a field', () => {
  it('is read by its path', () => {
    expect(read(quiz, 'text.id.title')).toBe('Kuis');
    expect(read(quiz, 'text.en.title')).toBeUndefined();
  });

  it('is set without touching the source before', () => {
    const next = write(quiz, 'text.en.title', 'Quiz');
    expect(next.text).toEqual({ id: { title: 'Kuis' }, en: { title: 'Quiz' } });
    expect(quiz.text).toEqual({ id: { title: 'Kuis' } });
  });

  it('is taken out with what it leaves empty', () => {
    expect(write(write(quiz, 'text.en.title', 'Quiz'), 'text.en.title', undefined)).toEqual(quiz);
    expect(write(quiz, 'chances', undefined)).not.toHaveProperty('chances');
    expect(write(quiz, 'chances', null).chances).toBeNull();
  });
});

describe('differences', () => {
  it('are told field by field', () => {
    const next = write(write(quiz, 'text.id.title', 'Kuis baru'), 'time_limit', 30);
    expect(differences(quiz, next)).toEqual([
      { field: 'text.id.title', before: 'Kuis', after: 'Kuis baru' },
      { field: 'time_limit', before: null, after: 30 },
    ]);
  });

  it('do not mind the order of keys', () => {
    expect(same({ a: 1, b: [{ c: 2, d: 3 }] }, { b: [{ d: 3, c: 2 }], a: 1 })).toBe(true);
    expect(same([1, 2], [2, 1])).toBe(false);
    expect(differences(quiz, { ...quiz, draw: [{ count: 2, bank: 'a' }] })).toEqual([]);
  });
});

describe('the review', () => {
  it('is one word where one word says it', () => {
    const all = { answers: 'never', marks: 'never', explanations: 'never' };
    expect(withReview(quiz, all)).toEqual({ ...quiz, explanations: 'never' });
    expect(reviewOf({ ...quiz, explanations: 'never' })).toEqual(all);
    expect(reviewOf(quiz).marks).toBe('after_close');
  });

  it('names each part otherwise', () => {
    const parts = { answers: 'after_close', marks: 'after_close', explanations: 'after_pass' };
    const told = withReview({ ...quiz, explanations: 'never' }, parts);
    expect(told).toEqual({ ...quiz, review: parts });
    const window = { answers: 'after_window', marks: 'after_window', explanations: 'after_window' };
    expect(withReview(quiz, window)).toEqual({ ...quiz, review: window });
  });
});

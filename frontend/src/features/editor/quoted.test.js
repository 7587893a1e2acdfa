import { describe, expect, it } from 'vitest';
import { lineOfQuote } from './quoted.js';

const TEXT = `---
title: Mengelola waktu
---

## Mengapa waktu penting

Waktu **tidak** dapat [dibeli](https://contoh.example/waktu) kembali,
maka rencanakan sejak pagi.

- Tulis tiga pekerjaan
- Kerjakan yang terpenting

:::callout{kind="penting"}
Jangan menunda pekerjaan yang menunggu orang lain.
:::

![Bagan alur kerja harian](assets/bagan.webp)
`;

describe('a passage by how it begins', () => {
  it.each([
    ['Mengapa waktu penting', 5],
    ['Waktu tidak dapat dibeli kembali, maka rencanakan sejak…', 7],
    ['maka rencanakan sejak pagi', 8],
    ['Tulis tiga pekerjaan Kerjakan yang terpenting', 10],
    ['Jangan menunda pekerjaan yang menunggu orang lain.', 14],
    ['Bagan alur kerja harian', 17],
    ['Waktu tidak dapat kembali lagi', 7],
  ])('finds %s', (quote, line) => {
    expect(lineOfQuote(TEXT, quote)).toBe(line);
  });

  it.each(['', '…', 'Kalimat yang tidak ada di sini'])('finds nothing for “%s”', (quote) => {
    expect(lineOfQuote(TEXT, quote)).toBeNull();
  });
});

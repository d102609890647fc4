/** Text of a scenario stays text, in the page, in drawings and in files. */
import { describe, expect, test } from 'vitest';
import { csvOf, numbers, tableMarkup, words } from '../../src/report/page/data-table.ts';
import { escaped, Markup, markup } from '../../src/report/page/markup.ts';
import { counted, fixed, money, plain, signed } from '../../src/report/page/numbers.ts';

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</style><svg onload=alert(1)>',
  '&lt;b&gt;',
  'a\u0000b\u001bc\u202ed\ud800e',
];

describe.each(HOSTILE)('%j', (text) => {
  test('becomes no element and no attribute', () => {
    const { text: made } = markup`<p title="${text}">${text}</p>`;
    expect(made.slice(1, -4)).not.toMatch(/<(?!\/?p[ >])/);
    expect(made.match(/"/g)).toHaveLength(2);
    expect(made).not.toMatch(/'|\p{Cc}|\u202e|\p{Cs}/u);
  });
});

test('what is markup already is not escaped twice; nothing is printed for nothing', () => {
  const inner = markup`<b>${'a & b'}</b>`;
  expect(markup`<p>${inner}${undefined}${[inner, new Markup('!')]}</p>`.text).toBe(
    '<p><b>a &amp; b</b><b>a &amp; b</b>\n!</p>',
  );
  expect(escaped('国債 “¥” 😀')).toBe('国債 “¥” 😀');
});

test('a table and its file hold the same cells; no cell is a formula for a spreadsheet', () => {
  const data = {
    columns: [words('name', 'name'), numbers('bp', 'bp', (value) => signed(value, 1))],
    rows: [
      ['=HYPERLINK("x")', 1.25],
      ['a,"b"\nc', null],
      ['-5', -0.04],
    ] as const,
  };
  expect(csvOf(data)).toBe('name,bp\n"\'=HYPERLINK(""x"")",1.25\n"a,""b""\nc",\n\'-5,-0.04\n');
  const { text } = tableMarkup(data, { caption: 'T' });
  expect(text).toContain('<td data-label="bp" class="n">+1.3</td>');
  expect(text).toContain('<td data-label="bp" class="n">–</td>');
  expect(text).toContain('<td data-label="bp" class="n">0.0</td>');
});

test('numbers as a reader expects them', () => {
  expect([fixed(-0.04, 1), fixed(-12_345.6, 1), signed(0.04, 1), signed(2, 0)]).toEqual([
    '0.0',
    '−12,345.6',
    '0.0',
    '+2',
  ]);
  expect([counted(1_234_567), plain(0), plain(0.00012), plain(123.4)]).toEqual([
    '1,234,567',
    '0.000',
    '0.000120',
    '123',
  ]);
  expect([money('JPY', 1.8e9), money('USD', -130e9), money('KRW', 950)]).toEqual(['¥1.80bn', '−$130bn', '₩950']);
});

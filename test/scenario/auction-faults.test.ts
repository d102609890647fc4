/** Each fault of an auction or operation is one complaint, at its place, with the nearest right thing where there is one. */
import { describe, expect, it } from 'vitest';
import { entryLine, type Format, GOOD_ENTRIES, withEntry } from './auction-scenario.ts';
import { errorsOf } from './small-scenario.ts';

/** Two spaces, a hyphen and a space stand before an entry. */
const INDENT = 4;

interface Fault {
  readonly format: Format;
  readonly from: string;
  readonly to: string;
  /** The text at whose first letter the caret must stand. */
  readonly at: string;
  readonly message: string;
  readonly nearest?: string;
}

function check({ format, from, to, at, message, nearest }: Fault): void {
  const good = GOOD_ENTRIES[format];
  expect(good).toContain(from);
  const entry = good.replace(from, () => to);
  const errors = errorsOf(withEntry(format, entry));
  expect(entry).toContain(at);
  expect(errors.map((error) => `${error.line}:${error.column}: ${error.message}`)).toEqual([
    `${entryLine}:${INDENT + 1 + entry.indexOf(at)}: ${message}`,
  ]);
  expect(errors[0]?.nearest).toBe(nearest);
}

const fault = (
  format: Format,
  [from, to]: readonly [string, string],
  [at, message, nearest]: readonly [string, string, string?],
): Fault => ({ format, from, to, at, message, ...(nearest === undefined ? {} : { nearest }) });

/** Each with the name of its test. */
const rows = (...faults: Fault[]): [string, Fault][] => faults.map((each) => [`${each.format}: ${each.to}`, each]);

describe('a line that does not fit its format', () => {
  it.each(
    rows(
      fault(
        'jgb_price_conventional',
        ['JGB-10Y', 'UST-10Y'],
        ['UST-10Y', 'jgb_price_conventional is for Japanese government bonds, and UST-10Y is none'],
      ),
      fault(
        'jgb_price_conventional',
        ['JGB-10Y', 'FX-USDJPY'],
        ['FX-USDJPY', 'jgb_price_conventional is for Japanese government bonds, and FX-USDJPY is none'],
      ),
      fault(
        'ust_single_price',
        ['UST-10Y', 'JGB-10Y'],
        ['JGB-10Y', 'ust_single_price is for Treasuries, and JGB-10Y is none'],
      ),
      fault(
        'dmo_multiple_price',
        ['GILT-10Y', 'KTB-10Y'],
        ['KTB-10Y', 'dmo_multiple_price is for gilts, and KTB-10Y is none'],
      ),
      fault(
        'ktb_differential',
        ['KTB-10Y', 'GILT-10Y'],
        ['GILT-10Y', 'ktb_differential is for Korea Treasury bonds, and GILT-10Y is none'],
      ),
      fault('boe_reverse', ['GILT-10Y', 'JGB-10Y'], ['JGB-10Y', 'boe_reverse is for gilts, and JGB-10Y is none']),
      fault(
        'boj_purchase',
        ['JGB-20Y]', 'UST-10Y]'],
        ['UST-10Y', 'boj_purchase is for Japanese government bonds, and UST-10Y is none'],
      ),
      fault(
        'jgb_price_conventional',
        ['JGB-10Y', 'JGB-40Y'],
        ['JGB-40Y', '40-year bonds are sold by yield: format jgb_yield_dutch'],
      ),
      fault(
        'jgb_yield_dutch',
        ['JGB-40Y', 'JGB-20Y'],
        ['JGB-20Y', 'only 40-year bonds are sold by yield; JGB-20Y: format jgb_price_conventional'],
      ),
      fault(
        'jgb_yield_dutch',
        ['JGB-40Y', 'JGB-40X'],
        ['JGB-40X', 'no instrument "JGB-40X" is stated; did you mean "JGB-40Y"?', 'JGB-40Y'],
      ),
      fault(
        'jgb_lea',
        ['JGB-20Y]', 'JGB-2OY]'],
        ['JGB-2OY', 'no instrument "JGB-2OY" is stated; did you mean "JGB-20Y"?', 'JGB-20Y'],
      ),
      fault('jgb_lea', ['JGB-20Y]', 'JGB-10Y]'], ['JGB-10Y]', 'JGB-10Y stands here twice']),
      fault(
        'ust_single_price',
        ['bond: UST-10Y', 'bonds: [UST-10Y, UST-2Y]'],
        ['bonds', 'ust_single_price is of one line: bond, not bonds'],
      ),
      fault(
        'ust_single_price',
        ['bond: UST-10Y', 'bond: UST-10Y, bonds: [UST-10Y]'],
        ['bonds', 'state bond or bonds: both would say the same thing twice'],
      ),
      fault('ust_single_price', ['bond: UST-10Y, ', ''], ['{', 'missing key "bond" (or bonds)']),
      fault('boj_purchase', ['[JGB-10Y, JGB-20Y]', '[]'], ['[]', 'expected at least 1 entries, found a list']),
    ),
  )('%s', (_, each) => check(each));
});

describe('an amount', () => {
  it.each(
    rows(
      fault(
        'jgb_price_conventional',
        ['¥2600bn', '¥2600.05bn'],
        ['¥2600.05bn', 'awards are multiples of ¥100m, and this is none'],
      ),
      fault(
        'ust_single_price',
        ['$39bn', '$39.00000005bn'],
        ['$39.00000005bn', 'awards are multiples of $100, and this is none'],
      ),
      fault(
        'dmo_multiple_price',
        ['£4bn', '£4.0000005bn'],
        ['£4.0000005bn', 'awards are multiples of £1000, and this is none'],
      ),
      fault('ktb_differential', ['₩2tn', '₩2.0005tn'], ['₩2.0005tn', 'awards are multiples of ₩1bn, and this is none']),
      fault('boe_reverse', ['£5bn', '£5.00005bn'], ['£5.00005bn', 'awards are multiples of £100000, and this is none']),
      fault('jgb_lea', ['¥400bn', '$4bn'], ['$4bn', 'expected an amount in JPY, found one in USD']),
      fault('jgb_lea', ['¥400bn', '¥0bn'], ['¥0bn', 'nothing is offered']),
      fault('mof_buyback', ['¥200bn', '¥0bn'], ['¥0bn', 'nothing is wanted']),
      fault('mof_buyback', ['¥200bn', '-¥200bn'], ['-¥200bn', '-¥200bn must not be negative']),
      fault('mof_buyback', ['amount: ¥200bn, ', ''], ['{', 'missing key "amount"']),
      fault('jgb_lea', ['offered: ¥400bn, ', ''], ['{', 'missing key "offered": an amount such as ¥10.6tn or $390bn']),
      fault('jgb_lea', ['¥400bn', '¥151tn'], ['¥151tn', 'more than all that is outstanding of JGB-10Y, JGB-20Y']),
      fault('mof_buyback', ['¥200bn', '¥71tn'], ['¥71tn', 'more than all that is outstanding of JGB-20Y, JGB-40Y']),
      fault(
        'boj_fixed_rate',
        ['fixedSpread', 'amount: ¥1tn, fixedSpread'],
        ['amount', 'boj_fixed_rate buys whatever is offered: it has no amount'],
      ),
      fault(
        'boe_reverse',
        ['amount: £5bn', 'amount: £5bn, money: £5bn'],
        ['money', 'an operation is stated in face or in money'],
      ),
      fault(
        'jgb_price_conventional',
        ['¥2bn', '¥270bn'],
        ['¥270bn', 'non-competitive bidders of jgb_price_conventional take at most 10% of the offer'],
      ),
      fault(
        'ktb_differential',
        ['₩100bn', '₩401bn'],
        ['₩401bn', 'non-competitive bidders of ktb_differential take at most 20% of the offer'],
      ),
      fault(
        'jgb_price_conventional',
        ['JGB-10Y', 'JGB-20Y'],
        ['nonCompetitive', 'non-competitive bids are for JGBs of 2 to 10 years'],
      ),
      fault('ust_single_price', ['$200m', '$39bn'], ['$39bn, date', 'nothing would be left to compete for']),
      fault('dmo_multiple_price', ['£5m', '£3.4bn'], ['£3.4bn', 'nothing would be left to compete for']),
    ),
  )('%s', (_, each) => check(each));
});

describe('a key that means nothing in its format', () => {
  it.each(
    rows(
      fault(
        'jgb_yield_dutch',
        ['date:', 'nonPriceCeiling: 20%, date:'],
        ['nonPriceCeiling', 'jgb_yield_dutch has no nonPriceCeiling: it belongs to jgb_price_conventional'],
      ),
      fault(
        'jgb_price_conventional',
        ['date:', 'gemmShare: 15%, date:'],
        ['gemmShare', 'jgb_price_conventional has no gemmShare: it belongs to dmo_multiple_price'],
      ),
      fault(
        'ust_single_price',
        ['date:', 'option: off, date:'],
        [
          'option',
          'ust_single_price has no option: it belongs to jgb_price_conventional, jgb_yield_dutch, dmo_multiple_price',
        ],
      ),
      fault(
        'jgb_lea',
        ['date:', 'optionCloses: 2026-01-20T14:30+09:00, date:'],
        [
          'optionCloses',
          'jgb_lea has no optionCloses: it belongs to jgb_price_conventional, jgb_yield_dutch, dmo_multiple_price',
        ],
      ),
      fault(
        'jgb_lea',
        ['date:', 'nonCompetitive: ¥1bn, date:'],
        [
          'nonCompetitive',
          'jgb_lea has no nonCompetitive: it belongs to jgb_price_conventional, ust_single_price, dmo_multiple_price, ktb_differential',
        ],
      ),
      fault(
        'ust_single_price',
        ['date:', 'band: 3bp, date:'],
        ['band', 'ust_single_price has no band: it belongs to ktb_differential'],
      ),
      fault(
        'boj_purchase',
        ['date:', 'reserveSpread: 3bp, date:'],
        ['reserveSpread', 'boj_purchase has no reserveSpread: it belongs to boe_reverse'],
      ),
      fault(
        'boe_reverse',
        ['date:', 'fixedSpread: 3bp, date:'],
        ['fixedSpread', 'boe_reverse has no fixedSpread: it belongs to boj_fixed_rate'],
      ),
      fault('ktb_differential', ['date:', 'by: moef, date:'], ['by:', 'unknown key "by"']),
    ),
  )('%s', (_, each) => check(each));

  it('a spread is needed where the format has one', () => {
    check(
      fault('boe_reverse', ['reserveSpread: -2bp, ', ''], ['{', 'missing key "reserveSpread": boe_reverse needs it']),
    );
    check(
      fault(
        'boj_fixed_rate',
        ['fixedSpread: 0.5bp, ', ''],
        ['{', 'missing key "fixedSpread": boj_fixed_rate needs it'],
      ),
    );
  });

  it('a fixed rate is a spread or a yield, and a yield is of one line', () => {
    check(
      fault(
        'boj_fixed_rate',
        ['fixedSpread', 'fixedYield: 0.25%, fixedSpread'],
        ['fixedYield', 'a fixed rate is a yield or a spread, not both'],
      ),
    );
    check(
      fault(
        'boj_fixed_rate',
        [
          'bond: JGB-10Y, format: boj_fixed_rate, fixedSpread: 0.5bp',
          'bonds: [JGB-5Y, JGB-10Y], format: boj_fixed_rate, fixedYield: 0.25%',
        ],
        ['fixedYield', 'several lines have no common yield'],
      ),
    );
    check(
      fault(
        'boj_fixed_rate',
        ['fixedSpread: 0.5bp', 'fixedYield: 0.2505%'],
        ['0.2505%', '25.05bp is finer than bids, which are in tenths of a basis point'],
      ),
    );
  });

  it('a format under the wrong section is told the right ones', () => {
    const errors = errorsOf(withEntry('jgb_lea', GOOD_ENTRIES.jgb_lea.replace('jgb_lea', 'boj_purchase')));
    expect(errors.map(({ message }) => message)).toEqual([
      'expected one of: jgb_price_conventional, jgb_yield_dutch, jgb_lea, ust_single_price, dmo_multiple_price, ktb_differential, found "boj_purchase"',
    ]);
  });
});

describe('a share, a spread, a band or an option out of its form', () => {
  it.each(
    rows(
      fault('jgb_price_conventional', ['20%', '60%'], ['60%', '60% lies outside 0% … 50%']),
      fault('dmo_multiple_price', ['date:', 'gemmShare: 51%, date:'], ['51%', '51% lies outside 0% … 50%']),
      fault(
        'boe_reverse',
        ['-2bp', '-2.05bp'],
        ['-2.05bp', '-2.05bp is finer than bids, which are in tenths of a basis point'],
      ),
      fault('boj_fixed_rate', ['0.5bp', '6%'], ['6%', '6% lies outside -5% … 5%']),
      fault(
        'ktb_differential',
        ['date:', 'band: 3.05bp, date:'],
        ['3.05bp', '3.05bp is finer than bids, which are in tenths of a basis point'],
      ),
      fault('ktb_differential', ['date:', 'band: 3%, date:'], ['3%', '3% lies outside 1bp … 20bp']),
      fault(
        'jgb_yield_dutch',
        ['date:', 'option: 12.5%, date:'],
        ['12.5%', 'an option is a whole number of percent of what a winner won'],
      ),
      fault('jgb_yield_dutch', ['date:', 'option: 60%, date:'], ['60%', '60% lies outside 0% … 50%']),
      fault(
        'jgb_yield_dutch',
        ['date:', 'option: maybe, date:'],
        ['maybe', 'expected on or off or a share in percent, such as 85%, found "maybe"'],
      ),
    ),
  )('%s', (_, each) => check(each));
});

describe('whoever buys', () => {
  it.each(
    rows(
      fault(
        'boj_purchase',
        ['date:', 'by: bojj, date:'],
        ['bojj', 'no agent "bojj" is stated; did you mean "boj"?', 'boj'],
      ),
      fault(
        'boj_purchase',
        ['date:', 'by: mof, date:'],
        ['mof,', 'boj_purchase is held by a central bank, and "mof" is none'],
      ),
      fault(
        'mof_buyback',
        ['date:', 'by: boj, date:'],
        ['boj,', 'mof_buyback is held by a debt office, and "boj" is none'],
      ),
      fault('mof_buyback', ['date:', 'by: dmo, date:'], ['dmo', '"dmo" is no debt office of the jgb market']),
      fault('boj_purchase', ['date:', 'by: boe, date:'], ['boe', '"boe" is no central bank of the jgb market']),
    ),
  )('%s', (_, each) => check(each));

  it('may be named, and need not be where there is one', () => {
    for (const by of ['', 'by: boj, '])
      expect(errorsOf(withEntry('boj_purchase', GOOD_ENTRIES.boj_purchase.replace('date:', `${by}date:`)))).toEqual([]);
  });

  it('must be named where there are several, and stated where there is none', () => {
    const bank = '  boj: { kind: centralBank, mandate: { market: jgb } }\n';
    const messages = (text: string): string[] =>
      errorsOf(text).map(({ line, column, message }) => `${line}:${column}: ${message}`);
    const text = withEntry('boj_purchase');
    expect(text).toContain(bank);
    expect(messages(text.replace(bank, bank + bank.replace('boj', 'boj-osaka')))).toEqual([
      `${entryLine + 1}:5: who buys? boj, boj-osaka are central banks of the jgb market`,
    ]);
    expect(messages(text.replace(bank, ''))).toEqual([
      `${entryLine - 1}:5: nobody to buy: no central bank of the jgb market is stated`,
    ]);
    // an agent that could not be read may be the one
    expect(messages(text.replace(bank, bank.replace('centralBank', 'centralBnk')))).toEqual([
      expect.stringContaining('did you mean "centralBank"?'),
    ]);
    expect(messages(text.replace(bank, bank.replace('market: jgb', 'market: jbg')))).toHaveLength(1);
  });
});

describe('the times', () => {
  const conventional = (to: string): [string, string] => ['date: 2026-01-20', to];
  const day = 'jgb_price_conventional';
  it.each(
    rows(
      fault(day, [', date: 2026-01-20', ''], ['{', 'missing key "date" (or announced, bidsClose and result)']),
      fault(day, conventional('date: 2026-01-24'), [
        '2026-01-24',
        '2026-01-24 is a Saturday: the jgb market is closed; did you mean 2026-01-26?',
        '2026-01-26',
      ]),
      fault(
        'ust_single_price',
        ['date: 2026-01-20', 'date: 2026-01-19'],
        [
          '2026-01-19',
          '2026-01-19 is a holiday of the ust market’s calendar: the ust market is closed; did you mean 2026-01-20?',
          '2026-01-20',
        ],
      ),
      fault(day, conventional('date: 2026-01-15'), ['2026-01-15', '2026-01-15T02:50:00Z lies outside the run']),
      fault(day, conventional('date: 2026-01-20, announced: 2026-01-20T12:00+09:00'), [
        '2026-01-20T12:00+09:00',
        'an auction is announced, then closes, then gives its result',
      ]),
      fault(day, conventional('date: 2026-01-20, result: 2026-01-20T11:50+09:00'), [
        '2026-01-20T11:50+09:00',
        'an auction is announced, then closes, then gives its result',
      ]),
      fault(day, conventional('date: 2026-01-20, optionCloses: 2026-01-20T12:00+09:00'), [
        '2026-01-20T12:00+09:00',
        'an option closes after the result of its auction, then gives its own',
      ]),
      fault(day, conventional('date: 2026-01-20, optionResult: 2026-01-20T14:30+09:00'), [
        '2026-01-20T14:30+09:00',
        'an option closes after the result of its auction, then gives its own',
      ]),
      fault(day, conventional('date: 2026-01-20, optionResult: 2026-01-21T14:45+09:00'), [
        '2026-01-21T14:45+09:00',
        '2026-01-21 in Tokyo is not the date of the auction, 2026-01-20',
      ]),
      fault(day, conventional('date: 2026-01-20, option: off, optionCloses: 2026-01-20T14:45+09:00'), [
        'optionCloses',
        'the option is off: it has no times',
      ]),
      fault(
        'ust_single_price',
        ['date: 2026-01-20', 'date: 2026-01-20, result: 2026-01-21T13:02-05:00'],
        ['2026-01-21T13:02-05:00', '2026-01-21 in New York is not the date of the auction, 2026-01-20'],
      ),
      fault(
        'ust_single_price',
        ['settles: 2026-02-02', 'settles: 2026-01-31'],
        ['2026-01-31', '2026-01-31 is a Saturday: the ust market is closed; did you mean 2026-02-02?', '2026-02-02'],
      ),
      fault(
        'ust_single_price',
        ['settles: 2026-02-02', 'settles: 2026-01-16'],
        ['2026-01-16', 'settles before its result, on 2026-01-20'],
      ),
      fault(
        'ust_single_price',
        ['settles: 2026-02-02', 'settles: 2026-02-23'],
        ['2026-02-23', 'settles more than 31 days after its result'],
      ),
      fault(
        'ust_single_price',
        ['settles: 2026-02-02', 'settles: 2026-13-02'],
        ['2026-13-02', 'expected a date, such as 2026-01-20, found "2026-13-02"'],
      ),
    ),
  )('%s', (_, each) => check(each));

  it('are good where bids close over lunch, and where it settles on the day of its result', () => {
    expect(errorsOf(withEntry('jgb_lea', GOOD_ENTRIES.jgb_lea.replace('date:', 'settles: 2026-01-20, date:')))).toEqual(
      [],
    );
  });

  it('are outside the run where the option would end after it', () => {
    const short = withEntry('jgb_yield_dutch').replace('ends: 2026-01-30T22:00Z', 'ends: 2026-01-20T14:00+09:00');
    expect(errorsOf(short).map(({ message }) => message)).toContain('2026-01-20T05:30:00Z lies outside the run');
  });
});

describe('ids', () => {
  it('are of one auction or operation, whichever section it stands in', () => {
    const text = `${withEntry('jgb_lea')}operations:\n  - ${GOOD_ENTRIES.boj_purchase}\n`;
    expect(errorsOf(text).map(({ line, message }) => [line, message])).toEqual([
      [entryLine + 2, 'a second entry called "a"'],
    ]);
  });
});

/**
 * A bond market in a scenario file: its policy rate, its government's output and debt, its issuer.
 */
import { z } from 'zod';
import type { Money } from '../units/amount-text.ts';
import { BOND_MARKETS, type BondMarket, type Currency, milliBp, minor, permille } from '../units/quantity.ts';
import type { Path, Problem } from './located-error.ts';
import { annotations, dateField, idField } from './plain-fields.ts';
import { amountField, basisPointsField, rateField, shareField } from './quantity-fields.ts';
import type { MarketFacts } from './scenario.ts';

export const CURRENCY_OF_MARKET: Readonly<Record<BondMarket, Currency>> = {
  jgb: 'JPY',
  ust: 'USD',
  gilt: 'GBP',
  ktb: 'KRW',
};

/** Nothing said: believed more often than not (assumed). */
export const USUAL_CREDIBILITY = permille(600);

/** Between unexplained moves of two markets of whom nothing is said: a fifth (assumed). */
export const USUAL_CORRELATION = permille(200);

const correlationTo = () =>
  shareField('correlation of unexplained daily moves with that market, as known at the opening').optional();

export const marketEntry = z.strictObject({
  policyRate: rateField('policy rate of the central bank on the opening day', [-5, 50]),
  gdp: amountField('yearly output, in the market’s currency'),
  debtToGdp: shareField('gross government debt as a share of yearly output', 500),
  issuer: idField('id of the debt office that sells these bonds, an agent of kind debtOffice'),
  openPremium: basisPointsField(
    'fiscal premium at ten years that the opening yields hold already, of news from before the opening',
    [-200, 300],
  ).optional(),
  openDoubt: shareField('share of institutions that doubt the issuer already at the opening').optional(),
  openCredibility: shareField('how far the central bank is believed at the opening to do what it says').optional(),
  openCorrelations: z
    .strictObject({ jgb: correlationTo(), ust: correlationTo(), gilt: correlationTo(), ktb: correlationTo() })
    .optional()
    .describe('with which it begins to learn from other markets; a pair that no market states begins at 20 %'),
  extraHolidays: z
    .array(dateField('a day on which the market stays closed'))
    .max(400)
    .default([])
    .describe('closed days beyond the built-in calendar'),
  ...annotations,
});
export type MarketEntry = z.infer<typeof marketEntry>;

export function buildMarket(
  market: BondMarket,
  entry: MarketEntry,
  path: Path,
  complain: (problem: Problem) => void,
): MarketFacts | undefined {
  const currency = CURRENCY_OF_MARKET[market];
  if (!inCurrency(entry.gdp, currency, [...path, 'gdp'], complain)) return undefined;
  if (entry.gdp.minor === 0)
    complain({ path: [...path, 'gdp'], message: 'output must be above zero', expected: 'yearly output' });
  const openCorrelations = entry.openCorrelations ?? {};
  if (openCorrelations[market] !== undefined)
    complain({
      path: [...path, 'openCorrelations', market],
      message: 'a market has no correlation with itself to state',
      expected: `one of: ${BOND_MARKETS.filter((other) => other !== market).join(', ')}`,
    });
  const extraHolidays = [...new Set(entry.extraHolidays)].sort((a, b) => a - b);
  return {
    market,
    policyRate: entry.policyRate,
    gdp: minor(Math.max(1, entry.gdp.minor)),
    debtToGdpPermille: entry.debtToGdp,
    issuer: entry.issuer,
    openPremium: entry.openPremium ?? milliBp(0),
    openDoubt: entry.openDoubt ?? permille(0),
    openCredibility: entry.openCredibility ?? USUAL_CREDIBILITY,
    openCorrelations,
    extraHolidays,
  };
}

/** Complains, and says false, where an amount is in another currency than its place asks for. */
export function inCurrency(
  money: Money,
  currency: Currency,
  path: Path,
  complain: (problem: Problem) => void,
): boolean {
  if (money.currency === currency) return true;
  complain({
    path,
    message: `expected an amount in ${currency}, found one in ${money.currency}`,
    expected: `an amount in ${currency}`,
  });
  return false;
}

/** Gross government debt in minor units. */
export const grossDebt = (facts: MarketFacts): number => (facts.gdp * facts.debtToGdpPermille) / 1000;

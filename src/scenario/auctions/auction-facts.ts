/**
 * An entry under `auctions` or `operations` → its facts, or what is wrong with it.
 *
 * Amounts are whole award steps of the format. Ceilings are stated as shares of the offer and rounded down to a step.
 */
import type { HeldFormat } from '../../events/auction-terms.ts';
import { type Face, face, minor, permille } from '../../units/quantity.ts';
import type { AuctionFacts, AuctionOption, InstrumentFacts } from '../scenario.ts';
import { checkOutstanding, faceOf, nonCompetitiveOf, outstandingOf, shareOfFace } from './auction-amounts.ts';
import type { AuctionContext } from './auction-context.ts';
import { counterpartyOf } from './auction-counterparty.ts';
import type { AuctionEntry, OperationEntry } from './auction-entry.ts';
import { linesOf } from './auction-lines.ts';
import { bandOf, fixedYieldOf, spreadOf } from './auction-spreads.ts';
import { type AuctionTimes, timesOf } from './auction-times.ts';
import { FORMAT_FACTS, type FormatKey, formatsWith } from './held-formats.ts';

/** The gilt market makers' non-competitive share of a conventional auction (DMO, official operations). */
const GEMM_SHARE = permille(150);
const FORMAT_KEYS: readonly FormatKey[] = [
  'nonPriceCeiling',
  'gemmShare',
  'nonCompetitive',
  'option',
  'optionCloses',
  'optionResult',
  'band',
  'reserveSpread',
  'fixedSpread',
  'fixedYield',
];

export function buildAuction(entry: AuctionEntry, context: AuctionContext): AuctionFacts | undefined {
  const { format } = entry;
  checkKeys(format, entry, context);
  const facts = FORMAT_FACTS[format];
  const limitPct = optionPercent(entry, context);
  const lines = linesOf(format, entry, context);
  const times = timesOf({ format, stated: entry, hasOption: limitPct > 0, lines: lines ?? [] }, context);
  if (lines === undefined) return undefined;
  const offered = faceOf(entry.offered, format, 'offered', context);
  if (offered === undefined) return undefined;
  checkOutstanding(offered, lines, { key: 'offered', format }, context);
  const ceiling = format === 'dmo_multiple_price' ? (entry.gemmShare ?? GEMM_SHARE) : entry.nonPriceCeiling;
  const dealersCeiling = shareOfFace(offered, ceiling ?? permille(0), format);
  const nonCompetitive = nonCompetitiveOf(entry, offered, lines[0] as InstrumentFacts, context);
  if (offered > 0 && dealersCeiling + nonCompetitive >= offered)
    context.complain({
      path: [...context.path, 'nonCompetitive'],
      message: 'nothing would be left to compete for',
      expected: 'less than what is offered',
    });
  if (times === undefined) return undefined;
  const counterparty = counterpartyOf(format, undefined, context);
  if (counterparty === undefined) return undefined;
  return {
    id: entry.id,
    format,
    instruments: lines.map(({ id }) => id),
    counterparty,
    offered,
    dealersCeiling,
    nonCompetitive,
    ...(facts.keys.includes('band') ? { bandMilli: bandOf(entry, lines[0] as InstrumentFacts, context) } : {}),
    ...placed(times, limitPct),
  };
}

export function buildOperation(entry: OperationEntry, context: AuctionContext): AuctionFacts | undefined {
  const { format } = entry;
  checkKeys(format, entry, context);
  const counterparty = counterpartyOf(format, entry.by, context);
  const lines = linesOf(format, entry, context);
  const times = timesOf({ format, stated: entry, hasOption: false, lines: lines ?? [] }, context);
  const spreadMilli = entry.fixedYield === undefined ? spreadOf(format, entry, context) : undefined;
  const fixedYieldMilli = fixedYieldOf(entry, context);
  const offered = lines === undefined ? undefined : wantedFace(entry, lines, context);
  if (offered === undefined || lines === undefined) return undefined;
  if (times === undefined || counterparty === undefined) return undefined;
  const facts = purchaseFacts({
    id: entry.id,
    format,
    lines,
    counterparty,
    offered,
    spreadMilli,
    fixedYieldMilli,
    times,
  });
  const money = entry.money === undefined ? {} : { money: minor(entry.money.minor) };
  return { ...facts, ...money, ...(entry.unscheduled ? { isUnscheduled: true } : {}) };
}

/** Face that is wanted; of money what it would buy at par, until the market says at what price. */
function wantedFace(
  entry: OperationEntry,
  lines: readonly InstrumentFacts[],
  context: AuctionContext,
): Face | undefined {
  const { format, amount, money } = entry;
  const { path, complain } = context;
  const stated = amount === undefined ? 'money' : 'amount';
  if (format === 'boj_fixed_rate') {
    if (amount !== undefined || money !== undefined)
      complain({
        path: [...path, stated],
        atKey: true,
        message: 'boj_fixed_rate buys whatever is offered: it has no amount',
        expected: `no key "${stated}"`,
      });
    return outstandingOf(lines);
  }
  if (amount !== undefined && money !== undefined)
    complain({
      path: [...path, 'money'],
      atKey: true,
      message: 'an operation is stated in face or in money',
      expected: 'only one of "amount" and "money"',
    });
  const wanted = amount ?? money;
  if (wanted === undefined) {
    complain({
      path: [...path, 'amount'],
      message: 'missing key "amount"',
      expected: 'the face that is wanted, or money',
    });
    return undefined;
  }
  const offered = faceOf(wanted, format, stated, context);
  if (offered !== undefined) checkOutstanding(offered, lines, { key: stated, format }, context);
  return offered;
}

export interface PurchaseParts {
  readonly id: string;
  readonly format: HeldFormat;
  readonly lines: readonly InstrumentFacts[];
  readonly counterparty: string;
  readonly offered: Face;
  readonly spreadMilli: number | undefined;
  readonly fixedYieldMilli?: number | undefined;
  readonly times: AuctionTimes;
}

export function purchaseFacts(parts: PurchaseParts): AuctionFacts {
  const { id, format, lines, counterparty, offered, spreadMilli, fixedYieldMilli, times } = parts;
  return {
    id,
    format,
    instruments: lines.map((line) => line.id),
    counterparty,
    offered,
    dealersCeiling: face(0),
    nonCompetitive: face(0),
    ...(spreadMilli === undefined ? {} : { spreadMilli }),
    ...(fixedYieldMilli === undefined ? {} : { fixedYieldMilli }),
    ...placed(times, 0),
  };
}

function placed(
  { option, ...times }: AuctionTimes,
  limitPct: number,
): Omit<AuctionTimes, 'option'> & { option?: AuctionOption } {
  return option === undefined ? times : { option: { limitPct, ...option }, ...times };
}

/** A key that means nothing in this format is told where it would. */
export function checkKeys(format: HeldFormat, entry: object, { path, complain }: AuctionContext): void {
  const known = FORMAT_FACTS[format].keys;
  for (const key of FORMAT_KEYS) {
    if ((entry as Record<string, unknown>)[key] === undefined || known.includes(key)) continue;
    const formats = formatsWith(key).join(', ');
    complain({
      path: [...path, key],
      atKey: true,
      message: `${format} has no ${key}: it belongs to ${formats}`,
      expected: `no key "${key}"`,
    });
  }
}

/** 0: no option. */
function optionPercent({ format, option, optionCloses, optionResult }: AuctionEntry, context: AuctionContext): number {
  const standard = FORMAT_FACTS[format].option?.percent ?? 0;
  if (standard === 0) return 0;
  const { path, complain } = context;
  const isOff = option === 'off' || option === 0;
  if (isOff && (optionCloses ?? optionResult) !== undefined)
    complain({
      path: [...path, optionCloses === undefined ? 'optionResult' : 'optionCloses'],
      atKey: true,
      message: 'the option is off: it has no times',
      expected: 'no such key, or option: on',
    });
  if (isOff) return 0;
  if (option === undefined || option === 'on') return standard;
  if (option % 10 !== 0)
    complain({
      path: [...path, 'option'],
      message: 'an option is a whole number of percent of what a winner won',
      expected: 'such as 10%',
    });
  return Math.max(1, Math.floor(option / 10));
}

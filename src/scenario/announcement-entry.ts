/**
 * What a scenario announces: facts of the day in human units, never what markets made of them.
 */
import { z } from 'zod';
import { amountText } from '../units/amount-text.ts';
import { type BondMarket, type MilliBp, milliBp, roundHalfAway, type SimTime } from '../units/quantity.ts';
import type { Names, Path, Problem } from './located-error.ts';
import { CURRENCY_OF_MARKET, inCurrency } from './market-entry.ts';
import { annotations, dateField, idField, textField, timeField } from './plain-fields.ts';
import { amountField, durationField, numberField, rateField, shareField } from './quantity-fields.ts';
import type { AnnouncedEvent, Announcement, MarketFacts } from './scenario.ts';

const common = {
  id: idField('name of the announcement'),
  at: timeField('when it became known'),
  market: z.enum(['jgb', 'ust', 'gilt', 'ktb']).describe('bond market of the government concerned'),
  headline: textField('what the wires said'),
  ...annotations,
};

const fiscalShock = z.strictObject({
  ...common,
  type: z.literal('FiscalShockAnnounced').describe('a stated change of the yearly deficit'),
  amount: amountField('change of the yearly deficit; negative for consolidation', { negative: true }),
  duration: z
    .union([z.literal('permanent'), durationField('stated length, or permanent')])
    .describe('stated length, such as 2y, or permanent'),
  likelihood: shareField('how likely it is on the day that the measure is enacted'),
  clarity: shareField('100% = fully funded and explained'),
});
const electionCalled = z.strictObject({
  ...common,
  type: z.literal('ElectionCalled').describe('an election is called'),
  date: dateField('polling day'),
});
const electionHeld = z.strictObject({ ...common, type: z.literal('ElectionHeld').describe('polls have closed') });
const officialSpoke = z.strictObject({
  ...common,
  type: z.literal('OfficialSpoke').describe('an official speaks to markets'),
  speaker: textField('who'),
  stance: z.enum(['calming', 'alarming']).describe('what the words meant to do'),
  credibility: shareField('how far the speaker is believed'),
});
const policyRateSet = z.strictObject({
  ...common,
  type: z.literal('PolicyRateSet').describe('the central bank decides'),
  rate: rateField('policy rate from now on', [-5, 50]),
  expected: rateField('rate that markets expected; default what was set', [-5, 50]).optional(),
  votesFor: z.int().min(0).max(30).describe('members in favour'),
  votesAgainst: z.int().min(0).max(30).describe('members against'),
  guidance: z.enum(['hawkish', 'neutral', 'dovish']).describe('tone of the statement'),
});
const geopoliticalShock = z.strictObject({
  ...common,
  type: z.literal('GeopoliticalShockStruck').describe('news of another kind that moves this market'),
  severity: shareField('100% = the gravest of a decade'),
});
const issuancePlanRevised = z.strictObject({
  ...common,
  type: z.literal('IssuancePlanRevised').describe('the issuer changes what it will sell'),
  fromTenor: durationField('shortest tenor concerned'),
  toTenor: durationField('longest tenor concerned'),
  amount: amountField('change of yearly sales; a cut is negative', { negative: true }),
});

const balanceSheetPlanRevised = z.strictObject({
  ...common,
  type: z.literal('BalanceSheetPlanRevised').describe('the central bank changes what it will hold'),
  fromTenor: durationField('shortest tenor concerned'),
  toTenor: durationField('longest tenor concerned'),
  amount: amountField('change of its holdings against what was expected; less is negative', { negative: true }),
});
const macroReleased = z.strictObject({
  ...common,
  type: z.literal('MacroReleased').describe('a figure of the economy differs from the forecasts'),
  surprise: numberField(
    'distance from the median forecast in usual forecast errors (standard deviations); above zero raises yields',
    -10,
    10,
  ),
});

export const announcementEntry = z.discriminatedUnion('type', [
  fiscalShock,
  electionCalled,
  electionHeld,
  officialSpoke,
  policyRateSet,
  geopoliticalShock,
  issuancePlanRevised,
  balanceSheetPlanRevised,
  macroReleased,
]);
export type AnnouncementEntry = z.infer<typeof announcementEntry>;

export interface AnnouncementContext {
  readonly path: Path;
  readonly markets: ReadonlyMap<BondMarket, MarketFacts>;
  readonly broken: Names;
  readonly checkTime: (at: SimTime, path: Path) => void;
  readonly complain: (problem: Problem) => void;
}

export function buildAnnouncement(entry: AnnouncementEntry, context: AnnouncementContext): Announcement | undefined {
  const { path, markets, broken, complain } = context;
  context.checkTime(entry.at, [...path, 'at']);
  const market = markets.get(entry.market);
  if (market === undefined) {
    if (!broken.has(entry.market))
      complain({
        path: [...path, 'market'],
        message: `no market "${entry.market}" is stated`,
        expected: `one of: ${[...markets.keys()].join(', ')}`,
      });
    return undefined;
  }
  const event = eventOf(entry, market, context);
  return event === undefined ? undefined : { id: entry.id, at: entry.at, event };
}

function eventOf(
  entry: AnnouncementEntry,
  facts: MarketFacts,
  context: AnnouncementContext,
): AnnouncedEvent | undefined {
  const { market, headline } = entry;
  switch (entry.type) {
    case 'FiscalShockAnnounced': {
      const gdpShare = shareOfOutput(entry, facts, context);
      if (gdpShare === undefined) return undefined;
      const durationMilliYears = entry.duration === 'permanent' ? 0 : entry.duration;
      return {
        type: entry.type,
        market,
        amount: entry.amount.minor,
        gdpShare,
        durationMilliYears,
        likelihood: entry.likelihood,
        clarity: entry.clarity,
        headline,
      };
    }
    case 'ElectionCalled':
      return { type: entry.type, market, date: entry.date, headline };
    case 'ElectionHeld':
      return { type: entry.type, market, headline };
    case 'OfficialSpoke':
      return {
        type: entry.type,
        market,
        speaker: entry.speaker,
        stance: entry.stance,
        credibility: entry.credibility,
        headline,
      };
    case 'PolicyRateSet':
      return {
        type: entry.type,
        market,
        rate: entry.rate,
        expected: entry.expected ?? entry.rate,
        votesFor: entry.votesFor,
        votesAgainst: entry.votesAgainst,
        guidance: entry.guidance,
        headline,
      };
    case 'GeopoliticalShockStruck':
      return { type: entry.type, market, severity: entry.severity, headline };
    case 'MacroReleased':
      return { type: entry.type, market, surpriseMilliSigma: roundHalfAway(entry.surprise * 1000), headline };
    case 'BalanceSheetPlanRevised':
    case 'IssuancePlanRevised':
      if (shareOfOutput(entry, facts, context) === undefined) return undefined;
      if (entry.fromTenor > entry.toTenor)
        context.complain({
          path: [...context.path, 'toTenor'],
          message: 'the longest tenor is shorter than the shortest',
          expected: 'a tenor not below fromTenor',
        });
      return {
        type: entry.type,
        market,
        fromTenorMilliYears: entry.fromTenor,
        toTenorMilliYears: entry.toTenor,
        amount: entry.amount.minor,
        headline,
      };
  }
}

type WithAmount = Extract<AnnouncementEntry, { amount: unknown }>;

/** Amount over yearly output; refused above one, where a slip of a thousand is far likelier than a fact. */
function shareOfOutput(
  entry: WithAmount,
  facts: MarketFacts,
  { path, complain }: AnnouncementContext,
): MilliBp | undefined {
  const at = [...path, 'amount'];
  if (!inCurrency(entry.amount, CURRENCY_OF_MARKET[facts.market], at, complain)) return undefined;
  const share = entry.amount.minor / facts.gdp;
  if (Math.abs(share) <= 1) return milliBp(roundHalfAway(share * 1e7));
  const currency = CURRENCY_OF_MARKET[facts.market];
  const nearest = amountText(currency, Math.round(entry.amount.minor / 1000));
  const message = `${amountText(currency, entry.amount.minor)} is more than the country’s yearly output, ${amountText(currency, facts.gdp)}; did you mean ${nearest}?`;
  complain({ path: at, message, expected: 'at most the yearly output', nearest });
  return undefined;
}

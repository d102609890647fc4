/**
 * What a vigilante has at stake: its bets, when losses end them, and what its cash funds (`docs/odd.md` §7.7).
 *
 * Losses cut a bet at half of the stop and close it at the stop; margin that free cash does not cover is met by covering.
 */
import type { EventOf } from '../events/vocabulary.ts';
import { isIndexLinked } from '../units/instrument-name.ts';
import { type Market, permilleOf, type Seq } from '../units/quantity.ts';
import { attackedLines } from './ceiling-attack.ts';
import type { Command, Instrument, View } from './contract.ts';
import { effectiveSigmaBp } from './volatility.ts';

/** At this share of its stop half of the position goes: −5 % of a capital of which −10 % is the stop. */
const HALF_STOP = 0.5;
/** Free cash, and margin at calm volatility, in calm daily results of a full position: a loss of both makes it cover. */
const FREE_CASH_DAYS = 20;
const MARGIN_DAYS = 7.4;

export interface Bets {
  /** Share of capacity that it wants to be short, 0…1, and the event that said so. */
  conviction: number;
  because: Seq;
  /** The same under a ceiling, by line. */
  readonly attacks: Record<string, number>;
  /** Level of each line when its short was opened. */
  readonly entryLevelBp: Record<string, number>;
  /** Share of its capacity that losses have left it: 1, a half, none until the next news. */
  allowed: number;
  /** The position is larger than its margin allows. */
  squeezed: boolean;
}

/** Whoever's mandate names the market and the loss at which it closes. */
type Own = View<{ readonly market: Market; readonly stopLossSigmas: number }>;

export function takePosition(memory: Bets, event: EventOf<'DecisionTaken'>, view: Own): void {
  const wanted = (event.milliValues[0] ?? 0) / 1000;
  memory.because = event.seq;
  if (event.rule === 'vigilante.margin') {
    memory.squeezed = wanted < 1;
    scale(memory, wanted);
    return;
  }
  memory.squeezed = false;
  const line = view.instrument(event.instrument);
  if (event.rule === 'vigilante.ceiling') {
    if ((memory.attacks[line.id] ?? 0) === 0) memory.entryLevelBp[line.id] = view.levelBp(line);
    memory.attacks[line.id] = wanted;
    return;
  }
  const longest = longLines(view).at(-1);
  if (memory.conviction === 0 && longest !== undefined) memory.entryLevelBp[longest.id] = view.levelBp(longest);
  memory.conviction = wanted;
}

export function takeLoss(memory: Bets, event: EventOf<'StopLossTriggered'>, view: Own): void {
  const isOut = event.threshold >= permilleOf(view.self.mandate.stopLossSigmas);
  const before = memory.allowed;
  memory.allowed = isOut ? 0 : HALF_STOP;
  memory.because = event.seq;
  scale(memory, before === 0 ? 0 : memory.allowed / before);
}

function scale(memory: Bets, share: number): void {
  memory.conviction *= share;
  for (const id of Object.keys(memory.attacks)) memory.attacks[id] = (memory.attacks[id] ?? 0) * share;
}

/** The bonds that it shorts for the issuer's finances: the two longest nominal ones. A real yield shows no premium. */
export const longLines = (view: Own): readonly Instrument[] =>
  view
    .instruments(view.self.mandate.market)
    .filter((line) => line.isBond && !isIndexLinked(line.id))
    .slice(-2);

interface Decision {
  readonly rule: string;
  readonly line: Instrument;
  readonly terms: string[];
  readonly milliValues: number[];
  readonly because: Seq;
}

export function decided(view: Own, { rule, line, terms, milliValues, because }: Decision): Command {
  const agent = view.self.id;
  const event = { type: 'DecisionTaken', agent, rule, instrument: line.id, terms, milliValues } as const;
  return { type: 'Declare', event, because };
}

interface Short {
  readonly line: Instrument;
  /** Share of capacity. */
  readonly conviction: number;
  /** Fall of yields since it was opened, in calm days. */
  readonly lossSigmas: number;
}

/** Its bets, each by the line whose level tells how it stands. */
export function shorts(view: Own, memory: Bets): Short[] {
  const longest = longLines(view).at(-1);
  const open = attackedLines(view, view.self.mandate.market).map((line) => ({
    line,
    conviction: memory.attacks[line.id] ?? 0,
  }));
  if (longest !== undefined) open.push({ line: longest, conviction: memory.conviction });
  return open
    .filter(({ conviction }) => conviction > 0)
    .map(({ line, conviction }) => {
      const entry = memory.entryLevelBp[line.id] ?? view.levelBp(line);
      return { line, conviction, lossSigmas: (entry - view.levelBp(line)) / line.calmSigmaBp };
    });
}

export function stopped(view: Own, memory: Bets): Command[] {
  const { stopLossSigmas } = view.self.mandate;
  const threshold = memory.allowed === 1 ? HALF_STOP * stopLossSigmas : stopLossSigmas;
  const worst = shorts(view, memory).sort((a, b) => b.lossSigmas - a.lossSigmas)[0];
  if (worst === undefined || worst.lossSigmas < threshold) return [];
  const passed = worst.lossSigmas >= stopLossSigmas ? stopLossSigmas : threshold;
  const loss = permilleOf(worst.lossSigmas);
  const event = { agent: view.self.id, instrument: worst.line.id, loss, threshold: permilleOf(passed) };
  return [{ type: 'Declare', event: { type: 'StopLossTriggered', ...event } }];
}

/** In calm daily results of a full position: margin asked for rises with volatility, cash left falls with losses. */
function funding(view: Own, memory: Bets): { marginDays: number; cashDays: number } {
  let marginDays = 0;
  let cashDays = FREE_CASH_DAYS;
  for (const { line, conviction, lossSigmas } of shorts(view, memory)) {
    marginDays += conviction * MARGIN_DAYS * (effectiveSigmaBp(view, line, 1) / line.calmSigmaBp);
    cashDays -= conviction * Math.max(0, lossSigmas);
  }
  return { marginDays, cashDays: Math.max(0, cashDays) };
}

/** Most conviction that its cash would fund at the present volatility. */
export function marginRoom(view: Own, memory: Bets): number {
  const line = longLines(view)[0];
  if (line === undefined || !view.loop('L3')) return 1;
  const perUnit = MARGIN_DAYS * (effectiveSigmaBp(view, line, 1) / line.calmSigmaBp);
  return Math.min(1, funding(view, memory).cashDays / perUnit);
}

/** What its cash does not fund is covered (L3). */
export function calledForMargin(view: Own, memory: Bets): Command[] {
  if (!view.loop('L3')) return [];
  const { marginDays, cashDays } = funding(view, memory);
  const line = longLines(view)[0];
  if (marginDays <= cashDays || line === undefined) return [];
  const share = Math.floor(1000 * (cashDays / marginDays)) / 1000;
  const milliValues = [share, marginDays, cashDays].map(permilleOf);
  const terms = ['share', 'marginDays', 'freeCashDays'];
  return [decided(view, { rule: 'vigilante.margin', line, terms, milliValues, because: memory.because })];
}

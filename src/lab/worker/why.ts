/**
 * *Why?*: at most seven rows from an effect to a root. What the engine recorded is followed as far as it goes; where an
 * institution acted because it looked at the market, the move that it saw stands next, and then the largest trade in it.
 */
import { rootKindOf } from '../../analysis/why/roots.ts';
import type { EventType, MarketEvent } from '../../events/vocabulary.ts';
import { HOUR_MS } from '../../units/time.ts';
import type { Happening, WhyChain, WhyLink, WhyRow } from '../protocol.ts';
import type { Branch } from './branch.ts';
import { lastRowAt, type TickRow } from './tick-row.ts';

const ROWS_MOST = 7;
const STEPS_MOST = 60;
/** How long back a move is looked for. */
const LOOK_BACK_MS = 2 * HOUR_MS;
/** A smaller move, in calm daily moves, explains nothing. */
const LEAST_SIGMAS = 0.15;

/** What says most of several causes; what is not here says little. */
const TELLING: Readonly<Partial<Record<EventType, number>>> = {
  FiscalShockAnnounced: 10,
  ElectionCalled: 10,
  GeopoliticalShockStruck: 10,
  PolicyRateSet: 10,
  IssuancePlanRevised: 10,
  BalanceSheetPlanRevised: 10,
  OfficialSpoke: 10,
  MacroReleased: 9,
  AuctionResultPublished: 9,
  StopLossTriggered: 9,
  MarginCalled: 9,
  RiskLimitBreached: 9,
  LeverageAdjusted: 9,
  OperationAnnounced: 9,
  QuotesWithdrawn: 8,
  DecisionTaken: 7,
  BeliefRevised: 6,
  AuctionAnnounced: 6,
  BidsInvited: 5,
  BidAllotted: 4,
  CloseMarked: 3,
  NewsArrived: 3,
  NoiseDrawn: 2,
  PriceTicked: 2,
};
/** Events that say no more than that the market was looked at. */
const LOOKS: ReadonlySet<EventType> = new Set<EventType>([
  'ClockTicked',
  'PriceTicked',
  'CloseMarked',
  'SessionOpened',
]);
/** Left out first where a chain is too long. */
const DULL: ReadonlySet<EventType> = new Set<EventType>([
  'BidSubmitted',
  'BidsInvited',
  'BidAllotted',
  'AuctionAnnounced',
  'PriceTicked',
  'CloseMarked',
]);

type Row = { -readonly [Key in keyof WhyRow]: WhyRow[Key] };

export function whyOf(branch: Branch, seq: number): WhyChain | undefined {
  const walk = new Walk(branch);
  const start = walk.start(seq);
  if (start === undefined) return undefined;
  const all = walk.from(start);
  return shortened(all);
}

class Walk {
  readonly #branch: Branch;
  readonly #seen = new Set<number>();

  constructor(branch: Branch) {
    this.#branch = branch;
  }

  /** The event asked about, or the mark of a trade with what it follows from. */
  start(seq: number): { readonly rows: Row[]; readonly next: MarketEvent | undefined } | undefined {
    const { events, marks, tradeCauses } = this.#branch;
    const event = events.get(seq);
    if (event !== undefined) return { rows: [], next: event };
    const trade = marks.find((mark) => mark.seq === seq);
    const cause = tradeCauses.get(seq);
    if (trade === undefined || cause === undefined) return undefined;
    return { rows: [row(trade, 'effect')], next: events.get(cause) };
  }

  from({ rows, next }: { readonly rows: Row[]; readonly next: MarketEvent | undefined }): Row[] {
    let event = next;
    let link: WhyLink = rows.length === 0 ? 'effect' : 'recorded';
    let actor: MarketEvent | undefined;
    for (let step = 0; event !== undefined && step < STEPS_MOST; step++) {
      this.#seen.add(event.seq);
      const looks = LOOKS.has(event.type);
      const told = this.#row(event, link);
      if (!looks || rows.length === 0) rows.push(told);
      if (!looks) actor = event;
      const cause = this.#cause(event);
      if (cause !== undefined) {
        told.alsoFrom = this.#others(event, cause);
        [event, link] = [cause, 'recorded'];
        continue;
      }
      const moved: MarketEvent | undefined = looks ? this.#moved(event, actor, rows) : undefined;
      if (moved === undefined) {
        const root = rootKindOf(event);
        const last = rows.at(-1);
        if (last !== undefined && root !== undefined && (!looks || rows.length === 1)) last.root = root;
        break;
      }
      [event, link] = [moved, 'movedBy'];
    }
    return rows;
  }

  #row(event: MarketEvent, link: WhyLink): Row {
    return row(this.#branch.teller.event(event), link);
  }

  /** The most telling; of equals the latest. */
  #cause({ causes }: MarketEvent): MarketEvent | undefined {
    let best: MarketEvent | undefined;
    for (const seq of causes) {
      const event = this.#branch.events.get(seq);
      if (event === undefined || this.#seen.has(seq)) continue;
      if (best === undefined || tellingOf(event) >= tellingOf(best)) best = event;
    }
    return best;
  }

  #others({ causes }: MarketEvent, main: MarketEvent): Happening[] {
    const others = causes.filter((seq) => seq !== main.seq).slice(-3);
    return others.flatMap((seq) => {
      const event = this.#branch.events.get(seq);
      return event === undefined || LOOKS.has(event.type) ? [] : [this.#branch.teller.event(event)];
    });
  }

  /** What had moved for whoever looked, as a row of its own, and the event behind the largest trade in it. */
  #moved(look: MarketEvent, actor: MarketEvent | undefined, rows: Row[]): MarketEvent | undefined {
    const { rows: readings } = this.#branch;
    const to = lastRowAt(readings, look.at);
    const from = Math.max(0, lastRowAt(readings, look.at - LOOK_BACK_MS));
    const [first, last] = [readings[from], readings[to]];
    if (first === undefined || last === undefined || to <= from) return undefined;
    const line = this.#lineThatMoved(actor, first, last);
    if (line === undefined) return undefined;
    const change = (last.exact[line] as number) - (first.exact[line] as number);
    rows.push(row(this.#moveTold(look, { line, change, from: first.at }), 'lookedAt'));
    return this.#largestTrade(readings.slice(from + 1, to + 1), line, change);
  }

  #lineThatMoved(actor: MarketEvent | undefined, first: TickRow, last: TickRow): number | undefined {
    const { manifest } = this.#branch;
    const sigmas = (line: number): number =>
      Math.abs((last.exact[line] as number) - (first.exact[line] as number)) / (manifest.lines[line]?.calmSigmaBp ?? 1);
    const told = actor === undefined ? undefined : this.#branch.teller.event(actor);
    const market = told?.market;
    const candidates = manifest.lines.flatMap(({ kind, market: where }, line) =>
      kind === 'bond' && (market === undefined || where === market) ? [line] : [],
    );
    const best = candidates.sort((a, b) => sigmas(b) - sigmas(a))[0];
    return best === undefined || sigmas(best) < LEAST_SIGMAS ? undefined : best;
  }

  #moveTold(
    look: MarketEvent,
    move: { readonly line: number; readonly change: number; readonly from: number },
  ): Happening {
    const facts = this.#branch.manifest.lines[move.line];
    const rounded = Math.round(move.change * 10) / 10;
    return {
      seq: look.seq,
      at: look.at,
      type: 'Moved',
      institution: -1,
      line: move.line,
      ...(facts === undefined ? {} : { market: facts.market }),
      numbers: [
        { name: 'change', value: rounded, unit: 'bp' },
        { name: 'minutes', value: Math.round((look.at - move.from) / 60_000), unit: 'min' },
      ],
      text: `${facts?.id ?? ''} moved by ${rounded} bp in ${Math.round((look.at - move.from) / 60_000)} minutes`,
    };
  }

  /** Of those that went with the move: who sold while yields rose, or bought while they fell. */
  #largestTrade(readings: readonly TickRow[], line: number, change: number): MarketEvent | undefined {
    const { layout, manifest, events } = this.#branch;
    const market = manifest.markets.indexOf(manifest.lines[line]?.market ?? 'jgb');
    let best = 0;
    let found: MarketEvent | undefined;
    for (const { parts, exact } of readings) {
      for (let kind = 0; kind < manifest.kinds.length; kind++) {
        const cell = kind * manifest.markets.length + market;
        const net = parts[layout.all + cell] ?? 0;
        const size = Math.abs(parts[layout.largest + cell] ?? 0);
        if (net * change >= 0 || size <= best || manifest.kinds[kind] === 'noise') continue;
        const event = events.get(exact[layout.shape.lines + cell] ?? 0);
        if (event === undefined || this.#seen.has(event.seq) || LOOKS.has(event.type)) continue;
        [best, found] = [size, event];
      }
    }
    return found;
  }
}

const tellingOf = (event: MarketEvent): number => TELLING[event.type] ?? 0;

const row = (told: Happening, link: WhyLink): Row => {
  const { seq, at, type, institution, line, market, rule, numbers, headline, text } = told;
  return {
    seq,
    at,
    type,
    institution,
    line,
    ...(market === undefined ? {} : { market }),
    ...(rule === undefined ? {} : { rule }),
    numbers,
    ...(headline === undefined ? {} : { headline }),
    text,
    link,
    alsoFrom: [],
  };
};

/** The effect, the root and what says most between them. */
function shortened(rows: readonly Row[]): WhyChain {
  const kept = rows.map((_, index) => index);
  const dullness = (index: number): number => (DULL.has(rows[index]?.type as EventType) ? 0 : 1);
  while (kept.length > ROWS_MOST) {
    const inner = kept.slice(1, -1).sort((a, b) => dullness(a) - dullness(b) || b - a);
    kept.splice(kept.indexOf(inner[0] as number), 1);
  }
  const skipped = kept.flatMap((index, place) => {
    const gap = place === 0 ? 0 : index - (kept[place - 1] as number) - 1;
    return gap > 0 ? [[place, gap] as const] : [];
  });
  return { rows: kept.map((index) => rows[index] as WhyRow), skipped, provable: kept.map(() => false) };
}

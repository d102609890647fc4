/**
 * One institution at work, as the engine would run it: hear the event, decide, and hear one's own declarations.
 *
 * Luck is named as in a run. `evenLuck` is the median of everything, for tests that are not about chance.
 */
import type {
  AgentKind,
  Command,
  DeclareCommand,
  OperateCommand,
  QuoteCommand,
  Random,
  TakeCommand,
} from '../../src/agents/contract.ts';
import type { EventOf, EventType, MarketEvent } from '../../src/events/vocabulary.ts';
import { type Draws, drawsOf, streamKey } from '../../src/math/draws.ts';
import type { FakeView } from './fake-view.ts';
import { published } from './published.ts';

/** Every uniform is a half and every normal zero. */
export const evenLuck: Random = () => ({ uniform: () => 0.5, normal: () => 0 });

/** Uniforms of one value, normals zero: the unluckiest and the luckiest. */
export const uniformLuck =
  (value: number): Random =>
  () => ({ uniform: () => value, normal: () => 0 });

/** As the engine names it: one stream per purpose of this agent at this instant. */
export function luckOf(seed: number, agent: string, instant = 0): Random {
  const streams = new Map<string, Draws>();
  return (purpose) => {
    const draws = streams.get(purpose) ?? drawsOf(streamKey({ seed, purpose, agent, instant }));
    streams.set(purpose, draws);
    return draws;
  };
}

export class Employed<Mandate, Memory> {
  memory: Memory;
  readonly view: FakeView<Mandate>;
  private readonly kind: AgentKind<Mandate, Memory>;

  constructor(kind: AgentKind<Mandate, Memory>, view: FakeView<Mandate>, luck: Random) {
    this.kind = kind;
    this.view = view;
    this.memory = kind.start(view, luck);
  }

  hears(...events: readonly MarketEvent[]): this {
    for (const event of events) this.memory = this.kind.remember(this.memory, event, this.view);
    return this;
  }

  /** Hears, decides and remembers what it declared; gives the commands. */
  acts(event: MarketEvent, luck: Random = evenLuck): Command[] {
    this.hears(event);
    const commands = this.kind.decide(this.view, this.memory, event, luck);
    for (const { event: declared } of declarations(commands)) this.hears(published(declared as never, this.view.at));
    return commands;
  }

  headroomBp(): number {
    return this.kind.headroom(this.view, this.memory)[0]?.distanceBp ?? Number.NaN;
  }
}

export const employ = <Mandate, Memory>(
  kind: AgentKind<Mandate, Memory>,
  view: FakeView<Mandate>,
  luck: Random = evenLuck,
): Employed<Mandate, Memory> => new Employed(kind, view, luck);

// ── Reading commands ────────────────────────────────────────────────────────────────────────────────────────────────

export const takes = (commands: readonly Command[]): TakeCommand[] =>
  commands.filter((command) => command.type === 'Take');
export const quotes = (commands: readonly Command[]): QuoteCommand[] =>
  commands.filter((command) => command.type === 'Quote');
export const bids = (commands: readonly Command[]) => commands.filter((command) => command.type === 'Bid');
export const operations = (commands: readonly Command[]): OperateCommand[] =>
  commands.filter((command) => command.type === 'Operate');
export const declarations = (commands: readonly Command[]): DeclareCommand[] =>
  commands.filter((command) => command.type === 'Declare');

/** The one declaration of this type; fails the test where there is none. */
export function declared<Type extends EventType>(commands: readonly Command[], type: Type) {
  const found = declarations(commands).find(({ event }) => event.type === type);
  if (found === undefined)
    throw new Error(`no ${type} among ${JSON.stringify(commands.map((command) => command.type))}`);
  return found.event as unknown as EventOf<Type>;
}

/** Lots bought less lots sold at once, by instrument. */
export function netTaken(commands: readonly Command[]): Record<string, number> {
  const net: Record<string, number> = {};
  for (const { instrument, side, quantity } of takes(commands))
    net[instrument.id] = (net[instrument.id] ?? 0) + (side === 'buy' ? quantity : -quantity);
  return net;
}

/** Face of bids or offers together, of one line where it is named. */
export const faceOf = (bidding: readonly { readonly face: number; readonly instrument: string }[], line?: string) =>
  bidding.reduce((sum, { face, instrument }) => sum + (line === undefined || instrument === line ? face : 0), 0);

/** One side of a quote; fails the test where the line is not quoted. */
export function sideOf(commands: readonly Command[], line: string, side: 'buy' | 'sell'): QuoteCommand {
  const found = quotes(commands).find((quote) => quote.instrument.id === line && quote.side === side);
  if (found === undefined) throw new Error(`no quote to ${side} ${line}`);
  return found;
}

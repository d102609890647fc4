/**
 * An institution, or a group of like ones, in a scenario file.
 *
 * Holdings and cash of a group are its totals; members are called `<id>-01`, `<id>-02` … The mandate belongs to the
 * kind: its own schema judges it, and its complaints are pointed at the place in this file.
 */
import { z } from 'zod';
import type { AgentKindName } from '../agents/kind-names.ts';
import { mayBeShort } from '../agents/short-selling.ts';
import type { Money } from '../units/amount-text.ts';
import {
  BOND_MARKETS,
  type BondMarket,
  CURRENCIES,
  type Currency,
  type Lots,
  lots,
  type Minor,
  minor,
} from '../units/quantity.ts';
import { wholeLots } from './face-lots.ts';
import { type Group, groupOf, memberId, memberMandate, shareOut } from './group-members.ts';
import type { Names, Path, Problem } from './located-error.ts';
import { conventionsOf } from './market-conventions.ts';
import { inCurrency } from './market-entry.ts';
import { nearestName } from './nearest-name.ts';
import { annotations } from './plain-fields.ts';
import { amountField } from './quantity-fields.ts';
import type { AgentFacts, InstrumentFacts } from './scenario.ts';
import { problemsOf } from './zod-problems.ts';

/** What reading needs to know of the agent kinds there are, by name: the schema of a mandate. */
export type ScenarioKinds = Readonly<Record<string, { readonly mandate: z.ZodType }>>;

export const MAX_MEMBERS = 999;

const cashFields = Object.fromEntries(
  CURRENCIES.map((currency) => [
    currency,
    amountField(`opening cash in ${currency}`, { currency, negative: true }).optional(),
  ]),
);
const creditFields = Object.fromEntries(
  CURRENCIES.map((currency) => [
    currency,
    amountField(`most that it may borrow overnight without collateral in ${currency}`, { currency }).optional(),
  ]),
);

/** Everything but kind and mandate, which belong together. */
export const agentBody = {
  count: z.int().min(1).max(MAX_MEMBERS).optional().describe('members of a group; absent: one institution'),
  largestOverSmallest: z.number().min(1).max(1000).default(1).describe('size of the largest member over the smallest'),
  holdings: z
    .record(z.string(), amountField('face held at the opening (a group’s total); negative = short', { negative: true }))
    .default({})
    .describe('opening holdings by instrument'),
  cash: z.strictObject(cashFields).default({}).describe('opening cash by currency (a group’s total)'),
  creditLine: z
    .strictObject(creditFields)
    .optional()
    .describe('most that may be borrowed without collateral, by currency (a group’s total); absent: no limit'),
  ...annotations,
};

export const agentEntry = (kinds: ScenarioKinds) =>
  z.strictObject({
    kind: z.enum(Object.keys(kinds)).describe('kind of institution'),
    mandate: z.unknown().optional().describe('facts of its balance sheet and rules, by kind'),
    ...agentBody,
  });
export type AgentEntry = z.infer<ReturnType<typeof agentEntry>>;

export interface AgentContext {
  readonly id: string;
  readonly path: Path;
  readonly kinds: ScenarioKinds;
  readonly instruments: ReadonlyMap<string, InstrumentFacts>;
  readonly markets: ReadonlyMap<BondMarket, unknown>;
  /** Ids that the file states but that could not be read. */
  readonly broken: Names;
  readonly complain: (problem: Problem) => void;
}

/** A member with what its mandate looked like before its kind read it. */
export interface AgentDraft {
  readonly facts: AgentFacts;
  readonly mandateText: unknown;
}

export function buildAgents(entry: AgentEntry, context: AgentContext): AgentDraft[] {
  const { id, path } = context;
  const count = entry.count ?? 1;
  const group = groupOf(count, entry.largestOverSmallest);
  const holdings = new Map<string, number[]>();
  for (const [instrument, money] of Object.entries(entry.holdings)) {
    const total = heldLots(instrument, money, entry.kind, context);
    if (total !== undefined && total !== 0) holdings.set(instrument, shareOut(total, group));
  }
  const cash = sharedMoney(entry.cash, group, { ...context, path: [...path, 'cash'] });
  const credit = sharedMoney(entry.creditLine ?? {}, group, { ...context, path: [...path, 'creditLine'] });
  const said = new Set<string>();
  return Array.from({ length: count }, (_, index) => {
    const { mandate, text } = mandateOf(
      entry,
      { index, group },
      { ...context, complain: once(said, context.complain) },
    );
    const facts: AgentFacts = {
      id: entry.count === undefined ? id : memberId(id, index, count),
      kind: entry.kind as AgentKindName,
      mandate,
      holdings: memberPart(holdings, index, lots) as Record<string, Lots>,
      cash: memberPart(nonZero(cash), index, minor) as Partial<Record<Currency, Minor>>,
      ...(credit.size === 0 ? {} : { creditLine: creditOf(credit, index) }),
    };
    return { facts, mandateText: text };
  });
}

/** By currency, what each member has of a group's total. */
function sharedMoney(
  amounts: Readonly<Partial<Record<string, Money>>>,
  group: Group,
  { path, complain }: Pick<AgentContext, 'path' | 'complain'>,
): Map<Currency, number[]> {
  const shared = new Map<Currency, number[]>();
  for (const currency of CURRENCIES) {
    const money = amounts[currency];
    if (money !== undefined && inCurrency(money, currency, [...path, currency], complain))
      shared.set(currency, shareOut(money.minor, group));
  }
  return shared;
}

/** No credit at all is a limit too. */
const creditOf = (credit: ReadonlyMap<Currency, readonly number[]>, index: number): Partial<Record<Currency, Minor>> =>
  Object.fromEntries([...credit].map(([currency, members]) => [currency, minor(members[index] as number)]));

const nonZero = (totals: ReadonlyMap<Currency, number[]>): Map<Currency, number[]> =>
  new Map([...totals].filter(([, members]) => members.some((part) => part !== 0)));

/** Ten members with the same fault are one fault. */
function once(said: Set<string>, complain: (problem: Problem) => void): (problem: Problem) => void {
  return (problem) => {
    const key = `${problem.path.join('.')}: ${problem.message}`;
    if (!said.has(key)) complain(problem);
    said.add(key);
  };
}

function memberPart<T extends number>(
  totals: ReadonlyMap<string, readonly number[]>,
  index: number,
  make: (value: number) => T,
): Record<string, T> {
  const parts = [...totals].map(([key, members]) => [key, make(members[index] as number)] as const);
  return Object.fromEntries(parts.filter(([, part]) => part !== 0).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function heldLots(instrument: string, money: Money, kind: string, context: AgentContext): Lots | undefined {
  const { instruments, broken, complain } = context;
  const path = [...context.path, 'holdings', instrument];
  const facts = instruments.get(instrument);
  if (facts !== undefined) {
    const held = wholeLots(money, facts, { path, complain });
    if (held !== undefined) checkHolder(held, kind, facts, { ...context, path });
    return held;
  }
  if (broken.has(instrument)) return undefined;
  const nearest = nearestName(instrument, instruments.keys());
  const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
  complain({
    path,
    atKey: true,
    message: `no instrument "${instrument}" is stated${hint}`,
    expected: 'the id of an instrument',
    ...(nearest === undefined ? {} : { nearest }),
  });
  return undefined;
}

/** The market would refuse what these hold, and a run cannot open with it. */
function checkHolder(held: Lots, kind: string, line: InstrumentFacts, context: AgentContext): void {
  const { id, path, kinds, complain } = context;
  if (held !== 0 && kind === 'debtOffice' && line.bond?.issuer === id)
    complain({
      path,
      message: `${id} owes ${line.id} and cannot hold it: state what is outstanding without it`,
      expected: 'no holding of its own bonds',
    });
  else if (held < 0 && !mayBeShort(kind, line.market, line.id)) {
    const who = Object.keys(kinds).filter((each) => each !== 'debtOffice' && mayBeShort(each, line.market, line.id));
    complain({
      path,
      message: `an agent of kind ${kind} may not be short of ${line.id}; who may: ${who.join(', ')}`,
      expected: 'an amount that is not negative',
    });
  }
}

function mandateOf(
  entry: AgentEntry,
  member: { index: number; group: Group },
  context: AgentContext,
): { mandate: unknown; text: unknown } {
  const path = [...context.path, 'mandate'];
  const schema = (context.kinds[entry.kind] as ScenarioKinds[string]).mandate;
  let sound = true;
  const complain = (problem: Problem): void => {
    sound = false;
    context.complain(problem);
  };
  const text = memberMandate(entry.mandate ?? {}, { member, path, complain });
  if (!sound) return { mandate: {}, text };
  const parsed = schema.safeParse(text);
  if (!parsed.success) {
    for (const problem of problemsOf(parsed.error, schema, text, path)) context.complain(problem);
    return { mandate: {}, text };
  }
  checkNames(text, path, context);
  return { mandate: parsed.data, text };
}

/** Keys of mandates whose items are instruments, however they are spelt. */
const LISTS_OF_INSTRUMENTS: readonly string[] = ['sleeves', 'funded'];

/** Instruments and bond markets named in a mandate must be stated, or the run would meet something unknown. */
export function checkNames(
  text: unknown,
  path: Path,
  context: Pick<AgentContext, 'instruments' | 'markets' | 'broken' | 'complain'>,
): void {
  if (Array.isArray(text)) for (const [i, item] of text.entries()) checkNames(item, [...path, i], context);
  else if (typeof text === 'object' && text !== null)
    for (const [key, item] of Object.entries(text)) checkNames(item, [...path, key], context);
  if (typeof text !== 'string') return;
  const { instruments, markets, broken, complain } = context;
  const isId = conventionsOf(text) !== undefined || LISTS_OF_INSTRUMENTS.includes(String(path.at(-2)));
  if (isId && !instruments.has(text) && !broken.has(text)) {
    const nearest = nearestName(text, instruments.keys());
    const didYouMean = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
    complain({
      path,
      message: `no instrument "${text}" is stated${didYouMean}`,
      expected: 'the id of an instrument',
      ...(nearest === undefined ? {} : { nearest }),
    });
  }
  if (
    path.at(-1) === 'market' &&
    (BOND_MARKETS as readonly string[]).includes(text) &&
    !markets.has(text as BondMarket) &&
    !broken.has(text)
  )
    complain({ path, message: `no market "${text}" is stated`, expected: `one of: ${[...markets.keys()].join(', ')}` });
}

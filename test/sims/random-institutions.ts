/**
 * Institutions of a made-up scenario: every market has an issuer and somebody who quotes; the others come by dice, with
 * holdings that never add up to more than there is.
 */
import type { AgentKindName } from '../../src/agents/kind-names.ts';
import type { BondMarket } from '../../src/units/quantity.ts';
import type { Draws } from './random-draws.ts';
import { ISSUER, type Line, SIGN, type Stage } from './random-lines.ts';
import { debtOffice, maybe, OTHERS, percent, QUOTING } from './random-mandates.ts';

const CURRENCY: Readonly<Record<BondMarket, string>> = { jgb: 'JPY', ust: 'USD', gilt: 'GBP', ktb: 'KRW' };

/** What is left of each line; one entry at a time takes its part. */
class Supply {
  readonly #left: Map<string, number>;
  readonly #draws: Draws;

  constructor(lines: readonly Line[], draws: Draws) {
    this.#left = new Map(lines.map(({ id, outstandingBn }) => [id, outstandingBn]));
    this.#draws = draws;
  }

  /** Up to so many percent of what is left of some of the lines; now and then a short position, where that is allowed. */
  holdings(lines: readonly Line[], percent: number, maybeShort: boolean): string[] {
    const held: string[] = [];
    for (const { id, market, form } of lines) {
      if (form === 'future' || this.#draws.chance(25)) continue;
      const left = this.#left.get(id) as number;
      const bn = Math.floor((left * this.#draws.between(0, percent)) / 100);
      const short = maybeShort && this.#draws.chance(15);
      const signed = short ? -Math.floor(bn / 20) : bn;
      // Short-term Treasuries come in lots of $2m, everything else in finer ones: a billion is whole lots of all.
      if (signed === 0) continue;
      if (signed > 0) this.#left.set(id, left - signed);
      held.push(`${id}: ${signed < 0 ? '-' : ''}${SIGN[market]}${Math.abs(signed)}bn`);
    }
    return held;
  }

  /** Everything that is left: then nobody has any to lend. */
  rest(lines: readonly Line[]): string[] {
    return lines
      .map(({ id, market }) => ({ id, market, left: this.#left.get(id) as number }))
      .filter(({ left }) => left > 0)
      .map(({ id, market, left }) => `${id}: ${SIGN[market]}${left}bn`);
  }
}
interface Setting {
  readonly lines: readonly Line[];
  readonly supply: Supply;
  readonly draws: Draws;
}

interface Entry {
  readonly name: string;
  readonly kind: AgentKindName;
  readonly members: number;
  readonly mandate: readonly string[];
  readonly holdings: readonly string[];
}

/** `  name: { kind: …, … }`, a line for each, in an order of the dice. */
export function institutions(stage: Stage, draws: Draws): string[] {
  const supply = new Supply(stage.lines, draws);
  const entries = stage.markets.flatMap((market) => ofMarket(market, stage, supply, draws));
  entries.push(...acrossMarkets(stage, supply, draws));
  entries.push(...stage.markets.flatMap((market) => hoarder(market, entries, { lines: stage.lines, supply, draws })));
  const lending = draws.has('creditLines', 40);
  const issuers = stage.markets.map(
    (market) => `  ${ISSUER[market]}: { kind: debtOffice, mandate: ${debtOffice(market, draws)} }`,
  );
  return draws.shuffled([...issuers, ...entries.map((entry) => entryYaml(entry, stage, lending, draws))]);
}

function ofMarket(market: BondMarket, { lines }: Stage, supply: Supply, draws: Draws): Entry[] {
  const quoting = QUOTING.filter((kind) => draws.chance(kind.percent));
  const others = OTHERS.filter((kind) => draws.chance(kind.percent));
  const kinds = [...(quoting.length > 0 ? quoting : [draws.pick(QUOTING)]), ...others];
  const own = lines.filter((line) => line.market === market);
  return kinds.map(({ name, kind, members, share, maybeShort = false, mandate }) => ({
    name: `${name}-${market}`,
    kind,
    members: draws.between(1, members),
    mandate: [`market: ${market}`, ...mandate(market, draws)],
    holdings: supply.holdings(own, share, maybeShort),
  }));
}

/** Now and then one who holds what nobody else does, and lends none of it. */
function hoarder(market: BondMarket, others: readonly Entry[], { lines, supply, draws }: Setting): Entry[] {
  const lends = others.some(({ kind, name }) => kind === 'centralBank' && name.endsWith(market));
  if (!draws.chance(40) || lends) return [];
  const own = lines.filter((line) => line.market === market);
  const mandate = [`market: ${market}`, 'stops: false'];
  return [{ name: `hoarder-${market}`, kind: 'foreignHolder', members: 1, mandate, holdings: supply.rest(own) }];
}

/** Kinds that look at several markets at once. */
function acrossMarkets({ lines, pair }: Stage, supply: Supply, draws: Draws): Entry[] {
  const entries: Entry[] = [];
  const bonds = lines.filter(({ form }) => form !== 'future');
  const insurer = [`hedgedForeign: ¥${draws.between(0, 20_000)}bn`, `dipBudget: ¥${draws.between(0, 3_000)}bn`];
  if (draws.chance(35))
    entries.push({
      name: 'insurers',
      kind: 'lifeInsurer',
      members: draws.between(1, 3),
      mandate: [...insurer, `floor30y: ${draws.decimal(0, 5, 2)}%`],
      holdings: supply.holdings(bonds, 20, false),
    });
  const sleeves = draws.some(bonds, 50).slice(0, 12);
  if (draws.chance(35))
    entries.push({
      name: 'parity',
      kind: 'riskParity',
      members: draws.between(1, 3),
      mandate: [
        `sleeves: [${sleeves.map(({ id }) => id).join(', ')}]`,
        ...maybe(draws, 60, () => `decay: ${draws.decimal(0.5, 0.999, 3)}`),
        ...maybe(draws, 40, () => `leverageCap: ${percent(draws, 1, 200)}`),
      ],
      holdings: supply.holdings(sleeves, 15, false),
    });
  const capacity = draws.between(0, 300);
  if (draws.chance(30))
    entries.push({
      name: 'carry',
      kind: 'carry',
      members: draws.between(1, 3),
      mandate: [`capacity: $${capacity}bn`],
      holdings: pair === 'FX-USDJPY' && capacity > 0 ? [`FX-USDJPY: $${capacity}bn`] : [],
    });
  if (pair !== undefined) {
    const limit = pair === 'FX-USDKRW' ? '₩5000m/bp' : pair === 'FX-GBPUSD' ? '$4m/bp' : '¥600m/bp';
    entries.push({
      name: 'dealers-fx',
      kind: 'dealer',
      members: 2,
      mandate: ['market: fx', `riskLimit: ${limit}`],
      holdings: [],
    });
  }
  return entries;
}

function entryYaml(entry: Entry, stage: Stage, lending: boolean, draws: Draws): string {
  const { name, kind, members, mandate, holdings } = entry;
  const keys = [`kind: ${kind}`, `mandate: { ${mandate.join(', ')} }`];
  // A part shared by size needs a group, if only of one.
  const isGroup = members > 1 || mandate.some((text) => text.includes('sharedBySize') || text.includes('evenly'));
  if (isGroup) keys.push(`count: ${members}`);
  if (isGroup && draws.chance(50)) keys.push(`largestOverSmallest: ${draws.decimal(1, 8, 1)}`);
  if (holdings.length > 0) keys.push(`holdings: { ${holdings.join(', ')} }`);
  const cash = stage.markets.flatMap((market) => (draws.chance(25) ? [money(market, draws.between(-20, 200))] : []));
  if (cash.length > 0) keys.push(`cash: { ${cash.join(', ')} }`);
  const credit = stage.markets.flatMap((market) =>
    draws.chance(60) ? [money(market, draws.pick([0, 0, 1, 20]))] : [],
  );
  if (lending && credit.length > 0 && draws.chance(60)) keys.push(`creditLine: { ${credit.join(', ')} }`);
  return `  ${name}: { ${keys.join(', ')} }`;
}

/** In billions; yen and won in tens of them. */
function money(market: BondMarket, bn: number): string {
  const size = market === 'jgb' || market === 'ktb' ? 10 * bn : bn;
  return `${CURRENCY[market]}: ${size < 0 ? '-' : ''}${SIGN[market]}${Math.abs(size)}bn`;
}

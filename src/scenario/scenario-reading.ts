/**
 * The reading of one file's data: section by section and entry by entry, collecting what is wrong on the way.
 *
 * Entries are read one by one, so that all faults of a file come at once; whoever refers to an entry that is itself at
 * fault is not blamed for it. Markets come first, then instruments, agents, announcements, auctions and operations: each
 * may only refer to what stands before it.
 */
import type { z } from 'zod';
import { LOOP_NAMES, type LoopName } from '../agents/loops.ts';
import { BOND_MARKETS, type BondMarket, type SimTime } from '../units/quantity.ts';
import { DAY_MS, isoTime } from '../units/time.ts';
import { type AgentDraft, agentEntry, buildAgents, type ScenarioKinds } from './agent-entry.ts';
import { announcementEntry, buildAnnouncement } from './announcement-entry.ts';
import type { AuctionContext } from './auctions/auction-context.ts';
import { auctionEntry, operationEntry } from './auctions/auction-entry.ts';
import { buildAuction, buildOperation } from './auctions/auction-facts.ts';
import { buildPurchases, purchaseEntry, purchaseNameProblem } from './auctions/purchase-calendar.ts';
import { BrokenNames } from './broken-names.ts';
import { buildInstrument, instrumentEntry } from './instrument-entry.ts';
import { InterventionReading } from './interventions/intervention-reading.ts';
import type { Path, Problem } from './located-error.ts';
import { buildMarket, marketEntry } from './market-entry.ts';
import { nearestName } from './nearest-name.ts';
import type {
  AgentFacts,
  Announcement,
  AuctionFacts,
  InstrumentFacts,
  Intervention,
  MarketFacts,
  Scenario,
} from './scenario.ts';
import { loopsSection, outline } from './scenario-file.ts';
import { checkQuoted, checkSize, checkTotals, type Holding, residualHoldings } from './totals.ts';
import { problemsOf } from './zod-problems.ts';

const LONGEST_RUN_DAYS = 3660;
const MAX_AGENTS = 20_000;

interface Entry<T> {
  readonly id: string;
  readonly path: Path;
  readonly value: T;
}

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

export class ScenarioReading {
  readonly problems: Problem[] = [];
  readonly #complain = (problem: Problem): void => void this.problems.push(problem);
  readonly #root: unknown;
  readonly #kinds: ScenarioKinds;
  readonly #broken = new BrokenNames();
  readonly #markets = new Map<BondMarket, MarketFacts>();
  readonly #instruments = new Map<string, InstrumentFacts>();
  readonly #agents = new Map<string, AgentFacts>();
  #agentsAreWhole = true;
  readonly #auctionIds = new Set<unknown>();
  #opensAt = 0 as SimTime;
  #endsAt = 0 as SimTime;

  constructor(root: unknown, kinds: ScenarioKinds) {
    this.#root = root;
    this.#kinds = kinds;
  }

  read(): { scenario: Scenario; mandates: ReadonlyMap<string, unknown> } | undefined {
    const head = outline.safeParse(this.#root);
    if (!head.success) this.problems.push(...problemsOf(head.error, outline, this.#root, []));
    if (typeof this.#root !== 'object' || this.#root === null || Array.isArray(this.#root)) return undefined;
    const { opens, ends } = this.#period(head.data);
    this.#readMarkets();
    this.#readInstruments();
    const { drafts, holdings } = this.#readAgents();
    const announcements = this.#readList('announcements', announcementEntry, (entry, context) =>
      buildAnnouncement(entry, context),
    );
    const auctions = this.#readAuctions();
    const interventions = this.#readInterventions(auctions, drafts);
    const instruments = [...this.#instruments.values()].sort(byId);
    const residual = residualHoldings(instruments, holdings, this.#complain);
    const loops = this.#readLoops();
    if (head.data === undefined || this.problems.length > 0) return undefined;
    checkSize(instruments, drafts, this.#complain);
    checkTotals(instruments, drafts, this.#complain);
    checkQuoted(instruments, drafts, this.#complain);
    const scenario: Scenario = {
      schemaVersion: 1,
      id: head.data.id,
      title: head.data.title,
      opensAt: opens,
      endsAt: ends,
      markets: [...this.#markets.values()].sort((a, b) => (a.market < b.market ? -1 : 1)),
      instruments,
      agents: drafts.map((draft) => draft.facts).sort(byId),
      announcements: announcements.sort((a, b) => a.at - b.at || byId(a, b)) as Announcement[],
      auctions: auctions.sort((a, b) => a.bidsCloseAt - b.bidsCloseAt || byId(a, b)),
      loops,
      ...(interventions.length === 0 ? {} : { interventions }),
      residual,
    };
    return { scenario, mandates: new Map(drafts.map((draft) => [draft.facts.id, draft.mandateText])) };
  }

  #period(head: { opens: SimTime; ends: SimTime } | undefined): { opens: SimTime; ends: SimTime } {
    if (head === undefined) {
      // what could not be read limits nothing
      [this.#opensAt, this.#endsAt] = [-Infinity as SimTime, Infinity as SimTime];
      return { opens: this.#opensAt, ends: this.#endsAt };
    }
    [this.#opensAt, this.#endsAt] = [head.opens, head.ends];
    if (head.ends <= head.opens)
      this.#complain({ path: ['ends'], message: 'ends before it opens', expected: 'a time after opens' });
    if (head.ends - head.opens > LONGEST_RUN_DAYS * DAY_MS)
      this.#complain({ path: ['ends'], message: `longer than ${LONGEST_RUN_DAYS} days`, expected: 'a shorter run' });
    return head;
  }

  #section(name: string): unknown {
    return (this.#root as Record<string, unknown>)[name];
  }

  /** Entries of a keyed section that their schema accepts. The ids of the others are remembered as broken. */
  #entries<S extends z.ZodType>(
    section: string,
    schema: S,
    idProblem: (id: string) => Omit<Problem, 'path'> | undefined,
  ): Entry<z.infer<S>>[] {
    const raw = this.#section(section);
    if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
      if (raw !== undefined || !['agents', 'purchases'].includes(section)) this.#broken.addEverything();
      return [];
    }
    return Object.entries(raw).flatMap(([id, value]) => {
      const path = [section, id];
      const wrong = idProblem(id);
      if (wrong !== undefined) this.#complain({ path, atKey: true, ...wrong });
      const parsed = schema.safeParse(value);
      if (parsed.success && wrong === undefined) return [{ id, path, value: parsed.data }];
      if (!parsed.success) this.problems.push(...problemsOf(parsed.error, schema, value, path));
      this.#broken.add(id);
      return [];
    });
  }

  #readMarkets(): void {
    const unknown = (id: string): Omit<Problem, 'path'> | undefined => {
      if ((BOND_MARKETS as readonly string[]).includes(id)) return undefined;
      const nearest = nearestName(id, BOND_MARKETS);
      if (nearest !== undefined) this.#broken.add(nearest);
      return {
        message: `no bond market is called "${id}"`,
        expected: `one of: ${BOND_MARKETS.join(', ')}`,
        ...(nearest === undefined ? {} : { nearest }),
      };
    };
    for (const { id, path, value } of this.#entries('markets', marketEntry, unknown)) {
      const facts = buildMarket(id as BondMarket, value, path, this.#complain);
      if (facts === undefined) this.#broken.add(id);
      else this.#markets.set(facts.market, facts);
    }
    this.#checkCorrelations();
    const agents = this.#section('agents');
    for (const { market, issuer } of this.#markets.values()) this.#checkIssuer(market, issuer, agents);
  }

  #checkCorrelations(): void {
    for (const { market, openCorrelations } of this.#markets.values()) {
      for (const other of Object.keys(openCorrelations) as BondMarket[]) {
        const path = ['markets', market, 'openCorrelations', other];
        if (other < market && this.#markets.get(other)?.openCorrelations[market] !== undefined)
          this.#complain({ path, message: `${other} states the same pair`, expected: 'each pair once' });
      }
    }
  }

  #checkIssuer(market: string, issuer: string, agents: unknown): void {
    const named = typeof agents === 'object' && agents !== null ? (agents as Record<string, unknown>) : {};
    const agent = Object.hasOwn(named, issuer) ? named[issuer] : undefined;
    const path = ['markets', market, 'issuer'];
    const nearest = nearestName(issuer, Object.keys(named));
    const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
    if (agent === undefined)
      this.#complain({
        path,
        message: `no agent "${issuer}" is stated${hint}`,
        expected: 'the id of an agent of kind debtOffice',
        ...(nearest === undefined ? {} : { nearest }),
      });
    else if (typeof agent === 'object' && agent !== null && (agent as { kind?: unknown }).kind !== 'debtOffice')
      this.#complain({
        path,
        message: `"${issuer}" is no debt office`,
        expected: 'the id of an agent of kind debtOffice',
      });
    else if (typeof agent === 'object' && agent !== null && Object.hasOwn(agent, 'count'))
      this.#complain({
        path,
        message: `"${issuer}" is a group; bonds have one issuer`,
        expected: 'a single debt office',
      });
  }

  #readInstruments(): void {
    const [opensAt, endsAt] = [this.#opensAt, this.#endsAt].map((at) => (Number.isFinite(at) ? at : undefined));
    const context = { opensAt, endsAt, markets: this.#markets, broken: this.#broken, complain: this.#complain };
    for (const { id, path, value } of this.#entries('instruments', instrumentEntry, () => undefined)) {
      const before = this.problems.length;
      const facts = buildInstrument(value, { ...context, id, path });
      if (facts === undefined || this.problems.length > before) this.#broken.add(id);
      else this.#instruments.set(id, facts);
    }
  }

  #readAgents(): { drafts: AgentDraft[]; holdings: Holding[] } {
    const drafts: AgentDraft[] = [];
    const holdings: Holding[] = [];
    const context = {
      kinds: this.#kinds,
      instruments: this.#instruments,
      markets: this.#markets,
      broken: this.#broken,
      complain: this.#complain,
    };
    const taken = new Map<string, string>();
    const before = this.problems.length;
    for (const { id, path, value } of this.#entries('agents', agentEntry(this.#kinds), agentIdProblem)) {
      if (drafts.length + (value.count ?? 1) > MAX_AGENTS) {
        this.#complain({ path, atKey: true, message: `more than ${MAX_AGENTS} agents`, expected: 'fewer agents' });
        break;
      }
      for (const draft of buildAgents(value, { ...context, id, path })) {
        const owner = taken.get(draft.facts.id);
        if (owner !== undefined)
          this.#complain({
            path,
            atKey: true,
            message: `"${draft.facts.id}" is already the name of a member of "${owner}"`,
            expected: 'another id',
          });
        taken.set(draft.facts.id, id);
        drafts.push(draft);
        this.#agents.set(draft.facts.id, draft.facts);
        for (const [instrument, count] of Object.entries(draft.facts.holdings))
          holdings.push({ path: [...path, 'holdings', instrument], instrument, lots: count });
      }
    }
    this.#agentsAreWhole = this.problems.length === before;
    return { drafts, holdings };
  }

  /** Of the issuers and of all operations, stated one by one or by calendar. */
  #readAuctions(): AuctionFacts[] {
    const auctions = this.#readList('auctions', auctionEntry, buildAuction);
    const operations = this.#readList('operations', operationEntry, buildOperation);
    const badName = (name: string): Omit<Problem, 'path'> | undefined => {
      const message = purchaseNameProblem(name);
      return message === undefined ? undefined : { message, expected: 'a name such as boj' };
    };
    const planned = this.#entries('purchases', purchaseEntry, badName).flatMap(({ id, path, value }) => {
      const operationsOf = buildPurchases(id, value, this.#auctionContext(path));
      return operationsOf.map((facts) => ({ facts, path }));
    });
    const stated = [...auctions, ...operations];
    const names = new Set(stated.map(({ id }) => id));
    for (const { facts, path } of planned) {
      if (names.has(facts.id))
        this.#complain({
          path,
          atKey: true,
          message: `"${facts.id}" would be the name of two operations`,
          expected: 'another id of the bucket or of the operation',
        });
      names.add(facts.id);
    }
    return [...stated, ...planned.map(({ facts }) => facts)];
  }

  #readInterventions(auctions: readonly AuctionFacts[], drafts: readonly AgentDraft[]): Intervention[] {
    const agents = new Map(drafts.map(({ facts: { id, kind }, mandateText }) => [id, { kind, mandateText }]));
    const context = { ...this.#auctionContext([]), auctions, drafts: { kinds: this.#kinds, agents } };
    return new InterventionReading(context).read(this.#section('interventions'));
  }

  #auctionContext(path: Path): AuctionContext {
    return {
      path,
      markets: this.#markets,
      instruments: this.#instruments,
      agents: this.#agents,
      agentsAreWhole: this.#agentsAreWhole,
      broken: this.#broken,
      opensAt: this.#opensAt,
      endsAt: this.#endsAt,
      checkTime: this.#checkTime,
      complain: this.#complain,
    };
  }

  #readList<S extends z.ZodType, T>(
    section: 'announcements' | 'auctions' | 'operations',
    schema: S,
    build: (entry: z.infer<S>, context: AuctionContext) => T | undefined,
  ): T[] {
    const raw = this.#section(section);
    if (!Array.isArray(raw)) return [];
    // an auction and an operation are told apart by their ids; an announcement has a list of its own
    const seen = section === 'announcements' ? new Set<unknown>() : this.#auctionIds;
    return raw.flatMap((value, i) => {
      const path = [section, i];
      const id = typeof value === 'object' && value !== null ? (value as { id?: unknown }).id : undefined;
      if (typeof id === 'string' && seen.has(id))
        this.#complain({ path: [...path, 'id'], message: `a second entry called "${id}"`, expected: 'another id' });
      seen.add(id);
      const parsed = schema.safeParse(value);
      if (!parsed.success) {
        this.problems.push(...problemsOf(parsed.error, schema, value, path));
        return [];
      }
      const built = build(parsed.data, this.#auctionContext(path));
      return built === undefined ? [] : [built];
    });
  }

  readonly #checkTime = (at: SimTime, path: Path): void => {
    if (at >= this.#opensAt && at <= this.#endsAt) return;
    this.#complain({
      path,
      message: `${isoTime(at)} lies outside the run`,
      expected: `${isoTime(this.#opensAt)} … ${isoTime(this.#endsAt)}`,
    });
  };

  #readLoops(): Record<LoopName, boolean> {
    const raw = this.#section('loops') ?? {};
    const parsed = loopsSection.safeParse(raw);
    if (!parsed.success) this.problems.push(...problemsOf(parsed.error, loopsSection, raw, ['loops']));
    const stated = parsed.data ?? {};
    return Object.fromEntries(
      LOOP_NAMES.map((name) => [name, stated[name] !== false && stated[name] !== 'off']),
    ) as Record<LoopName, boolean>;
  }
}

function agentIdProblem(id: string): Omit<Problem, 'path'> | undefined {
  if (/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id) && id.length <= 60)
    return id === 'others' ? { message: '"others" is whoever is not named', expected: 'another id' } : undefined;
  return { message: `an id is lower-case words joined by hyphens, such as regional-banks`, expected: 'an id' };
}

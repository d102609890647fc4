/**
 * Entries under `interventions` → what is changed when, or what is wrong with them, each fault in its place.
 *
 * Their order in the file means nothing: they are ordered by moment, and within one by what they say.
 */
import type { z } from 'zod';
import { FORMAT_TERMS, type HeldFormat } from '../../events/auction-terms.ts';
import { type Seq, type SimTime, simTime } from '../../units/quantity.ts';
import { HOUR_MS, isoTime } from '../../units/time.ts';
import { announcementEntry, buildAnnouncement } from '../announcement-entry.ts';
import type { AuctionContext } from '../auctions/auction-context.ts';
import { auctionEntry } from '../auctions/auction-entry.ts';
import { buildAuction, buildOperation } from '../auctions/auction-facts.ts';
import { firstDate } from '../auctions/auction-times.ts';
import { FORMAT_FACTS, ISSUE_FORMATS, PURCHASE_FORMATS } from '../auctions/held-formats.ts';
import { canonicalJson } from '../canonical-json.ts';
import { wholeLots } from '../face-lots.ts';
import type { Path, Problem } from '../located-error.ts';
import { nearestName } from '../nearest-name.ts';
import type { AuctionFacts, Deed, Intervention } from '../scenario.ts';
import { problemsOf } from '../zod-problems.ts';
import {
  cancelEntry,
  FORMS,
  type FormKey,
  heldOperationEntry,
  moment,
  reviseEntry,
  setEntry,
  tradeEntry,
} from './intervention-entry.ts';
import { type MandateDrafts, Settings, type TimedSetting } from './mandate-settings.ts';
import { offerOf } from './offer-revision.ts';

const DEFAULT_SPAN_MS = HOUR_MS;

type Raw = Readonly<Record<string, unknown>>;
type Moment = Pick<Intervention, 'at' | 'after'>;

export interface InterventionContext extends Omit<AuctionContext, 'path'> {
  readonly auctions: readonly AuctionFacts[];
  readonly drafts: MandateDrafts;
}

export class InterventionReading {
  readonly #context: InterventionContext;
  readonly #found: Intervention[] = [];
  readonly #settings: TimedSetting[] = [];
  /** Auctions and operations by id, those of the patch included, as they stand when all entries are read. */
  readonly #auctions: Map<string, AuctionFacts>;
  readonly #heldFrom = new Map<string, Moment>();
  readonly #cancelled = new Set<string>();

  constructor(context: InterventionContext) {
    this.#context = context;
    this.#auctions = new Map(context.auctions.map((facts) => [facts.id, facts]));
  }

  read(raw: unknown): Intervention[] {
    if (!Array.isArray(raw)) return [];
    const entries = raw.flatMap((value, i) => this.#outlineOf(value, ['interventions', i]));
    // What is held can be revised or cancelled by another entry, wherever it stands.
    for (const entry of entries) if (entry.form === 'format') this.#hold(entry);
    for (const entry of entries) if (entry.form !== 'format') this.#other(entry);
    this.#found.push(...new Settings(this.#context).read(this.#settings));
    return this.#found
      .map((each) => ({ each, text: canonicalJson(each) }))
      .sort(
        (a, b) =>
          byMoment(a.each, b.each) ||
          rankOf(a.each) - rankOf(b.each) ||
          (a.text < b.text ? -1 : a.text > b.text ? 1 : 0),
      )
      .map(({ each }) => each);
  }

  #outlineOf(value: unknown, path: Path): Entry[] {
    const { complain } = this.#context;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      complain({ path, message: 'an intervention is a mapping', expected: FORM_LIST });
      return [];
    }
    const { at, after, ...rest } = value as Raw;
    const when = this.#momentOf({ at, after }, path);
    const form = this.#formOf(rest, path);
    return when === undefined || form === undefined ? [] : [{ path, when, form, rest, written: value as Raw }];
  }

  #momentOf(stated: { at: unknown; after: unknown }, path: Path): Moment | undefined {
    const { complain, checkTime } = this.#context;
    const before = this.#faults;
    const at = this.#parsed(moment.at, stated.at, [...path, 'at']) as SimTime | undefined;
    const after = this.#parsed(moment.after, stated.after, [...path, 'after']) as Seq | undefined;
    if (this.#faults > before) return undefined;
    if (at === undefined) {
      complain({ path: [...path, 'at'], message: 'missing key "at"', expected: 'the moment of the intervention' });
      return undefined;
    }
    checkTime(at, [...path, 'at']);
    return after === undefined ? { at } : { at, after };
  }

  #formOf(rest: Raw, path: Path): FormKey | undefined {
    const forms = (Object.keys(FORMS) as FormKey[]).filter((key) => Object.hasOwn(rest, key));
    if (forms.length === 1) return forms[0];
    if (forms.length === 0) {
      const near = Object.keys(rest).flatMap((key) => nearestName(key, Object.keys(FORMS)) ?? []);
      const nearest = near[0];
      const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
      const message = `what is to be done?${hint}`;
      this.#context.complain({ path, message, expected: FORM_LIST, ...(nearest === undefined ? {} : { nearest }) });
      return undefined;
    }
    const message = `two interventions in one entry: ${forms.join(' and ')}`;
    this.#context.complain({
      path: [...path, forms[1] as string],
      atKey: true,
      message,
      expected: 'an entry for each',
    });
    return undefined;
  }

  #other(entry: Entry): void {
    const { rest, path, when } = entry;
    switch (entry.form) {
      case 'type':
        this.#announce(entry);
        break;
      case 'cancel':
        this.#cancel(entry);
        break;
      case 'revise':
        this.#revise(entry);
        break;
      case 'trade':
        this.#trade(entry);
        break;
      case 'set': {
        const { set } = this.#parsed(setEntry, rest, path) ?? {};
        for (const [key, value] of Object.entries(set ?? {}))
          this.#settings.push({ ...when, key, value, path: [...path, 'set', key] });
        break;
      }
    }
  }

  #announce({ path, when, written }: Entry): void {
    const { after, ...entry } = written;
    const parsed = this.#parsed(announcementEntry, entry, path);
    const announcement = parsed === undefined ? undefined : buildAnnouncement(parsed, { ...this.#context, path });
    if (announcement !== undefined) this.#add(when, { kind: 'announce', announcement });
  }

  #hold({ path, when, rest }: Entry): void {
    const { complain, markets } = this.#context;
    const context = { ...this.#context, path };
    const isIssue = (ISSUE_FORMATS as readonly unknown[]).includes(rest.format);
    const known = isIssue || (PURCHASE_FORMATS as readonly unknown[]).includes(rest.format);
    if (!known) {
      const formats = [...ISSUE_FORMATS, ...PURCHASE_FORMATS];
      const nearest = typeof rest.format === 'string' ? nearestName(rest.format, formats) : undefined;
      const message = `there is no such format${nearest === undefined ? '' : `; did you mean "${nearest}"?`}`;
      const expected = `one of: ${formats.join(', ')}`;
      complain({ path: [...path, 'format'], message, expected, ...(nearest === undefined ? {} : { nearest }) });
      return;
    }
    const before = this.#faults;
    const format = rest.format as HeldFormat;
    const extra = markets.get(FORMAT_FACTS[format].market)?.extraHolidays;
    const date = (stated: object): object =>
      'date' in stated || 'bidsClose' in stated ? {} : { date: firstDate(format, when.at, extra) };
    const issue = isIssue ? this.#parsed(auctionEntry, rest, path) : undefined;
    const purchase = isIssue ? undefined : this.#parsed(heldOperationEntry, rest, path);
    const auction =
      issue === undefined
        ? purchase && buildOperation({ ...purchase, ...date(purchase) }, context)
        : buildAuction({ ...issue, ...date(issue) }, context);
    if (auction === undefined || this.#faults > before) return;
    if (auction.announcedAt < when.at) {
      const message = `it would be announced at ${isoTime(auction.announcedAt)}, before the intervention`;
      const key = 'announced' in rest ? 'announced' : 'date' in rest ? 'date' : 'format';
      complain({ path: [...path, key], message, expected: `a time from ${isoTime(when.at)}` });
      return;
    }
    if (this.#auctions.has(auction.id)) {
      const message = `"${auction.id}" is the name of another auction or operation`;
      complain({ path: [...path, 'id'], message, expected: 'another id' });
      return;
    }
    this.#auctions.set(auction.id, auction);
    this.#heldFrom.set(auction.id, when);
    this.#add(when, { kind: 'hold', auction });
  }

  #cancel({ path, when, rest }: Entry): void {
    if (this.#isSomebodysOwn(rest.cancel, [...path, 'cancel'])) return;
    const entry = this.#parsed(cancelEntry, rest, path);
    const facts = entry === undefined ? undefined : this.#auctionCalled(entry.cancel, when, [...path, 'cancel']);
    if (facts === undefined) return;
    if (when.at >= facts.resultAt) this.#tooLate(facts, 'resultAt', { path: [...path, 'cancel'], at: when.at });
    if (this.#cancelled.has(facts.id)) {
      const message = `"${facts.id}" is cancelled already`;
      this.#context.complain({ path: [...path, 'cancel'], message, expected: 'one cancellation' });
    }
    this.#cancelled.add(facts.id);
    this.#add(when, { kind: 'cancel', auction: facts.id });
  }

  #revise({ path, when, rest }: Entry): void {
    if (this.#isSomebodysOwn(rest.revise, [...path, 'revise'])) return;
    const entry = this.#parsed(reviseEntry, rest, path);
    const facts = entry === undefined ? undefined : this.#auctionCalled(entry.revise, when, [...path, 'revise']);
    if (entry === undefined || facts === undefined) return;
    if (when.at >= facts.bidsCloseAt) this.#tooLate(facts, 'bidsCloseAt', { path: [...path, 'revise'], at: when.at });
    const offer = offerOf(facts, entry.offered, { ...this.#context, path });
    if (offer !== undefined) this.#add(when, { kind: 'revise', auction: facts.id, ...offer });
  }

  #trade({ path, when, rest }: Entry): void {
    const entry = this.#parsed(tradeEntry, rest, path);
    if (entry === undefined) return;
    const { instruments, agents, agentsAreWhole, broken, complain } = this.#context;
    const pairs = [...instruments.values()].filter(({ market }) => market === 'fx').map(({ id }) => id);
    const line = instruments.get(entry.trade);
    if (line?.market !== 'fx') {
      if (!broken.has(entry.trade))
        this.#unknown(entry.trade, pairs, { path: [...path, 'trade'], what: 'currency pair' });
      return;
    }
    const authorities = [...agents.values()].filter(({ kind }) => kind === 'centralBank' || kind === 'debtOffice');
    if (!authorities.some(({ id }) => id === entry.by) && agentsAreWhole) {
      const ids = authorities.map(({ id }) => id);
      this.#unknown(entry.by, ids, { path: [...path, 'by'], what: 'central bank or debt office' });
    }
    const quantity = wholeLots(entry.amount, line, { path: [...path, 'amount'], complain });
    if (quantity === undefined) return;
    const until = simTime(when.at + (entry.over ?? DEFAULT_SPAN_MS));
    this.#add(when, { kind: 'trade', agent: entry.by, instrument: line.id, side: entry.side, lots: quantity, until });
  }

  #auctionCalled(id: string, when: Moment, path: Path): AuctionFacts | undefined {
    const facts = this.#auctions.get(id);
    const heldFrom = this.#heldFrom.get(id);
    if (heldFrom !== undefined && byMoment(when, heldFrom) < 0) {
      const message = `"${id}" is added to the calendar later, at ${isoTime(heldFrom.at)}`;
      this.#context.complain({ path, message, expected: `a moment from ${isoTime(heldFrom.at)}` });
      return undefined;
    }
    if (facts === undefined && !this.#context.broken.has(id))
      this.#unknown(id, [...this.#auctions.keys()], { path, what: 'auction or operation' });
    return facts;
  }

  /** An operation that an institution began by itself is called by it, what it is for and a seq: its decision, not a plan. */
  #isSomebodysOwn(id: unknown, path: Path): boolean {
    const [, agent = '', seq] = (typeof id === 'string' && /^(.+)-[A-Za-z]+-(\d+)$/.exec(id)) || [];
    if (!this.#context.agents.has(agent) || this.#auctions.has(id as string)) return false;
    const known = [...this.#auctions.keys()];
    const message = `"${id}" is an operation that ${agent} begins by itself: a patch changes what is planned, not what is decided`;
    const planned = known.length === 0 ? 'one that the scenario plans' : `one of: ${known.join(', ')}`;
    const expected = `${planned}. Without the decision: why RUN ${seq} --prove`;
    this.#context.complain({ path, message, expected });
    return true;
  }

  #unknown(name: string, known: readonly string[], { path, what }: { path: Path; what: string }): void {
    const nearest = nearestName(name, known) ?? known.find((each) => each.startsWith(`${name}-`));
    const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
    const message = `no ${what} is called "${name}"${hint}`;
    const expected = known.length === 0 ? `a scenario with a ${what}` : `one of: ${known.join(', ')}`;
    this.#context.complain({ path, message, expected, ...(nearest === undefined ? {} : { nearest }) });
  }

  #tooLate(
    facts: AuctionFacts,
    key: 'bidsCloseAt' | 'resultAt',
    { path, at }: { readonly path: Path; readonly at: SimTime },
  ): void {
    const what = key === 'resultAt' ? 'its result is out' : 'bids are in';
    const purchase = FORMAT_TERMS[facts.format].direction === 'purchase';
    this.#context.complain({
      path,
      message: `too late for ${purchase ? 'operation' : 'auction'} "${facts.id}" at ${isoTime(at)}: ${what}`,
      expected: `a moment before ${isoTime(facts[key])}`,
    });
  }

  #add({ at, after }: Moment, deed: Deed): void {
    this.#found.push({ at, ...(after === undefined ? {} : { after }), deed });
  }

  #faults = 0;

  #parsed<S extends z.ZodType>(schema: S, value: unknown, path: Path): z.infer<S> | undefined {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    const problems: Problem[] = problemsOf(parsed.error, schema, value, path);
    this.#faults += problems.length;
    for (const problem of problems) this.#context.complain(problem);
    return undefined;
  }
}

interface Entry {
  readonly path: Path;
  readonly when: Moment;
  readonly form: FormKey;
  /** Without its moment. */
  readonly rest: Raw;
  readonly written: Raw;
}

const FORM_LIST = `one of: ${Object.entries(FORMS)
  .map(([key, what]) => `${key} (${what})`)
  .join(', ')}`;

const byMoment = (a: Moment, b: Moment): number => a.at - b.at || orderOf(a.after) - orderOf(b.after);

/** What is held stands on the calendar before it is revised or cancelled. */
const rankOf = ({ deed }: Intervention): number => (deed.kind === 'hold' ? 0 : 1);

/** What has no seq comes at the end of its instant. */
const orderOf = (after: Seq | undefined): number => after ?? Number.MAX_SAFE_INTEGER;

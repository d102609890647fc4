/**
 * What made something due, for each institution: the causes of loans and failures.
 *
 * Trades have no control event of their own; they are due because a value date was set for their line. Awards, margin, coupons,
 * earlier failures and repaid loans are events and name themselves. Only what concerns the institution itself, and the
 * calendar, becomes a cause, so that an institution which does nothing changes nobody's events.
 */
import type { EventStream } from '../events/stream.ts';
import type { EventOf } from '../events/vocabulary.ts';
import type { DayNumber } from '../units/civil-date.ts';
import type { Currency, Seq, Venue } from '../units/quantity.ts';

interface Note {
  readonly seq: Seq;
  /** Day on which it matters; 0: at the next settlement. */
  readonly by: number;
}

/** Value dates are forgotten once this many days have passed: pairs settle in two currencies. */
const KEPT_DAYS = 14;

export interface SettlementCausesState {
  readonly notes: ReadonlyMap<string, readonly Note[]>;
  readonly openings: ReadonlyMap<string, Seq>;
  readonly valueDates: ReadonlyMap<string, readonly Note[]>;
  readonly settled: ReadonlyMap<Currency, Seq>;
  readonly currencyOf: ReadonlyMap<string, Currency>;
  readonly marketOf: ReadonlyMap<string, Venue>;
  readonly sessions: ReadonlyMap<Currency, Seq>;
}

export class SettlementCauses {
  /** By agent and currency, or agent and line. */
  private notes = new Map<string, Note[]>();
  private openings = new Map<string, Seq>();
  private valueDates = new Map<string, Note[]>();
  private settled = new Map<Currency, Seq>();
  private currencyOf = new Map<string, Currency>();
  private marketOf = new Map<string, Venue>();
  /** Last session in which something was traded for a currency: what is paid for at once, before the currency has ever settled. */
  private sessions = new Map<Currency, Seq>();

  constructor(stream: EventStream) {
    stream.of('InstrumentListed').subscribe(({ instrument, currency, market }) => {
      this.currencyOf.set(instrument, currency);
      this.marketOf.set(instrument, market);
    });
    stream.of('SessionOpened').subscribe(({ market, seq }) => {
      for (const [line, where] of this.marketOf)
        if (where === market) this.sessions.set(this.currencyOf.get(line) as Currency, seq);
    });
    stream.of('CashOpened').subscribe(({ agent, from, currency, seq }) => this.open(agent, from, currency, seq));
    stream.of('HoldingOpened').subscribe(({ agent, from, instrument, seq }) => this.open(agent, from, instrument, seq));
    stream.of('ValueDateSet').subscribe(({ instrument, settlement, seq }) => {
      append(this.valueDates, instrument, { seq, by: settlement });
    });
    stream.of('BidAllotted').subscribe((event) => this.hearAward(event));
    stream.of('MarginCalled').subscribe(({ agent, currency, seq }) => this.note(agent, currency, { seq, by: 0 }));
    stream.of('FundsRepaid').subscribe(({ borrower, lender, currency, instrument, seq }) => {
      for (const agent of [borrower, lender])
        for (const what of instrument === '' ? [currency] : [currency, instrument])
          this.note(agent, what, { seq, by: 0 });
    });
    stream.of('FundsBorrowed').subscribe(({ lender, currency, instrument, seq }) => {
      // Whoever borrows bonds pays their value, and may need to borrow that.
      if (instrument !== '') this.note(lender, currency, { seq, by: 0 });
    });
    stream.of('DeliveryFailed').subscribe(({ agent, to, instrument, until, seq }) => {
      this.note(agent, instrument, { seq, by: until });
      this.note(to, this.currencyOf.get(instrument) as Currency, { seq, by: until });
    });
    stream.of('PaymentFailed').subscribe(({ agent, to, currency, until, seq }) => {
      this.note(agent, currency, { seq, by: until });
      this.note(to, currency, { seq, by: 0 });
    });
    stream.of('CurrencySettled').subscribe(({ currency, date, seq }) => {
      this.settled.set(currency, seq);
      this.forget(currency, date);
    });
  }

  save(): SettlementCausesState {
    const { notes, openings, valueDates, settled, currencyOf, marketOf, sessions } = this;
    return {
      notes: copyOf(notes),
      openings: new Map(openings),
      valueDates: copyOf(valueDates),
      settled: new Map(settled),
      currencyOf: new Map(currencyOf),
      marketOf: new Map(marketOf),
      sessions: new Map(sessions),
    };
  }

  restore({ notes, openings, valueDates, settled, currencyOf, marketOf, sessions }: SettlementCausesState): void {
    this.notes = copyOf(notes);
    this.openings = new Map(openings);
    this.valueDates = copyOf(valueDates);
    this.settled = new Map(settled);
    this.currencyOf = new Map(currencyOf);
    this.marketOf = new Map(marketOf);
    this.sessions = new Map(sessions);
  }

  /** A payment that concerns the issuer of the line. */
  owes(issuer: string, { seq, instrument }: EventOf<'RegisterClosed' | 'BondRedeemed'>, by: number): void {
    this.note(issuer, this.currencyOf.get(instrument) as Currency, { seq, by });
  }

  /** Why the agent lacks cash, or bonds of a line, on that day; `lines` are those in which it has something due. */
  of(agent: string, what: string, date: DayNumber, lines: readonly string[]): Seq[] {
    const own = this.notesOf(agent, what, date);
    const dated = lines.flatMap((line) => upTo(this.valueDates.get(line), date));
    if (own.length + dated.length > 0) return ordered([...own, ...dated]);
    const opened = this.openings.get(key(agent, what));
    if (opened !== undefined) return [opened];
    const currency = this.currencyOf.get(what) ?? (what as Currency);
    const calendar = [...this.currencyOf]
      .filter(([, of]) => of === currency)
      .flatMap(([line]) => upTo(this.valueDates.get(line), date));
    const settled = this.settled.get(currency) ?? this.sessions.get(currency);
    return calendar.length > 0 ? ordered(calendar) : settled === undefined ? [] : [settled];
  }

  private notesOf(agent: string, what: string, date: DayNumber): Seq[] {
    return upTo(this.notes.get(key(agent, what)), date);
  }

  private hearAward({ agent, counterparty, instrument, settlement, seq }: EventOf<'BidAllotted'>): void {
    const currency = this.currencyOf.get(instrument) as Currency;
    for (const who of [agent, counterparty])
      for (const what of [instrument, currency]) this.note(who, what, { seq, by: settlement });
  }

  private open(agent: string, from: string, what: string, seq: Seq): void {
    for (const who of [agent, from]) if (!this.openings.has(key(who, what))) this.openings.set(key(who, what), seq);
  }

  private note(agent: string, what: string, note: Note): void {
    append(this.notes, key(agent, what), note);
  }

  private forget(currency: Currency, date: DayNumber): void {
    for (const [name, notes] of this.notes) {
      const what = name.slice(name.indexOf('\n') + 1);
      if (what !== currency && this.currencyOf.get(what) !== currency) continue;
      const left = notes.filter(({ by }) => by > date);
      if (left.length === 0) this.notes.delete(name);
      else this.notes.set(name, left);
    }
    for (const [line, notes] of this.valueDates)
      if (this.currencyOf.get(line) === currency)
        this.valueDates.set(
          line,
          notes.filter(({ by }) => by > date - (isPair(line) ? KEPT_DAYS : 0)),
        );
  }
}

const copyOf = (notes: ReadonlyMap<string, readonly Note[]>): Map<string, Note[]> =>
  new Map([...notes].map(([name, list]) => [name, [...list]]));

const isPair = (line: string): boolean => line.startsWith('FX-');
const key = (agent: string, what: string): string => `${agent}\n${what}`;

function append(notes: Map<string, Note[]>, name: string, note: Note): void {
  const known = notes.get(name);
  if (known === undefined) notes.set(name, [note]);
  else known.push(note);
}

const upTo = (notes: readonly Note[] | undefined, date: DayNumber): Seq[] =>
  (notes ?? []).filter(({ by }) => by <= date).map(({ seq }) => seq);

const ordered = (seqs: readonly Seq[]): Seq[] => [...new Set(seqs)].sort((a, b) => a - b);

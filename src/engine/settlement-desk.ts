/**
 * Settlement in a run: once per currency and business date, before its bond market opens, what is due changes hands.
 *
 * Registers close and bonds mature, yesterday's loans are repaid, deliveries and payments that would fail are met with loans
 * or recorded as failures, then the currency settles. Who does what is decided in `src/market/settlement-*.ts`; here it is
 * recorded, each step before the next is decided. Nothing here moves a balance: the ledger follows the events.
 */
import { indexRatioAfter, RATIO_UNIT } from '../bonds/index-ratio.ts';
import { isLastOfMonth } from '../bonds/schedule.ts';
import type { EventStream } from '../events/stream.ts';
import { nextBusinessDay } from '../market/calendar/business-days.ts';
import { businessDateAt } from '../market/calendar/sessions.ts';
import type { Ledger } from '../market/ledger/ledger.ts';
import { type Met, meetDeliveries } from '../market/ledger/settlement-deliveries.ts';
import { repayments } from '../market/ledger/settlement-loans.ts';
import { meetPayments, type PaymentEvent } from '../market/ledger/settlement-payments.ts';
import { closingRegisters, type RegisteredBond, redemption } from '../market/ledger/settlement-registers.ts';
import type { SettledLine, SettlementDay } from '../market/ledger/settlement-terms.ts';
import { keyedHash } from '../math/hash.ts';
import type { InstrumentFacts, Scenario } from '../scenario/scenario.ts';
import type { DayNumber } from '../units/civil-date.ts';
import { HOME_MARKET } from '../units/home-markets.ts';
import { isFuture } from '../units/instrument-name.ts';
import type { BondMarket, Currency, Market, Seed, SimTime } from '../units/quantity.ts';
import { extraHolidays } from './agenda.ts';
import { centralBankOf, OTHERS } from './opening.ts';
import type { Recorder } from './recorder.ts';
import { SettlementCauses } from './settlement-causes.ts';
import type { OpenedWorld, World } from './world.ts';

export interface SettlementParts {
  readonly scenario: Scenario;
  readonly seed: Seed;
  readonly world: World;
  readonly recorder: Recorder;
  readonly stream: EventStream;
}

/** A bond of the scenario with its place in the ledger. */
interface Line extends SettledLine {
  readonly bond: RegisteredBond;
  readonly issuerId: string;
}

export class SettlementDesk {
  private readonly parts: SettlementParts;
  /** What it remembers; everything else it does follows from the ledger and the calendar. */
  readonly causes: SettlementCauses;
  private known: readonly Line[] | undefined;

  constructor(parts: SettlementParts) {
    this.parts = parts;
    this.causes = new SettlementCauses(parts.stream);
  }

  settle(currency: Currency, date: DayNumber, since: DayNumber): void {
    const day = { ...this.dayOf(currency, date), lines: this.linesIn(currency, since) };
    const holidays = extraHolidays(this.parts.scenario, day.market);
    const { lines } = day;
    for (const line of lines)
      for (const event of closingRegisters(line.bond, { since, date, holidays })) this.owe(line, event);
    for (const { event, lentBy } of repayments(this.ledger, day)) this.parts.recorder.record(event, [lentBy]);
    for (const line of lines) {
      for (const event of redemption(line.bond, { since, date, holidays })) this.owe(line, event);
    }
    const left = { ...day, lines: this.linesIn(currency, date) };
    for (const met of meetDeliveries(this.ledger, left)) {
      const { instrument } = met.event;
      this.record(met, instrument, [instrument], date);
    }
    for (const met of meetPayments(this.ledger, left)) this.recordPayment(met, left);
    this.parts.recorder.record({ type: 'CurrencySettled', currency, date }, []);
  }

  private owe(line: Line, event: Parameters<Recorder['record']>[0]): void {
    const recorded = this.parts.recorder.record(event, []);
    if (recorded.type === 'RegisterClosed') this.causes.owes(line.issuerId, recorded, recorded.payable);
    if (recorded.type === 'BondRedeemed') this.causes.owes(line.issuerId, recorded, 0);
  }

  private recordPayment(met: Met<PaymentEvent>, { currency, date }: SettlementDay): void {
    const { ledger } = this;
    const traded = ledger.lines.flatMap((line, instrument) => {
      const isIn = line.currency === currency || line.base?.currency === currency;
      const units =
        line.kind === 'pair' ? ledger.units(met.agent, instrument) : ledger.dueUnits(met.agent, instrument, date);
      return isIn && units !== 0 ? [line.id] : [];
    });
    this.record(met, currency, traded, date);
  }

  private record<E extends Parameters<Recorder['record']>[0]>(
    { event, agent }: Met<E>,
    lacking: string,
    lines: readonly string[],
    date: DayNumber,
  ): void {
    const causes = this.causes.of(this.world.agents.idAt(agent), lacking, date, lines);
    this.parts.recorder.record(event, causes);
  }

  private dayOf(currency: Currency, date: DayNumber): Omit<SettlementDay, 'lines'> {
    const { scenario, seed } = this.parts;
    const { agents } = this.world;
    const market: BondMarket = HOME_MARKET[currency];
    const bank = centralBankOf(scenario, currency);
    const creditLines = new Map(scenario.agents.map(({ id, creditLine }) => [id, creditLine?.[currency]]));
    const turns = new Map<number, number>();
    const turn = (agent: number): number => {
      const known = turns.get(agent) ?? keyedHash(seed, date as number as SimTime, agents.idAt(agent));
      turns.set(agent, known);
      return known;
    };
    return {
      currency,
      market,
      date,
      until: nextBusinessDay(market, date, extraHolidays(scenario, market)),
      others: agents.indexOf(OTHERS),
      centralBank: bank === undefined ? undefined : agents.indexOf(bank),
      creditLine: (agent) => creditLines.get(agents.idAt(agent)) ?? Number.POSITIVE_INFINITY,
      turn,
      nameOf: (agent) => agents.idAt(agent),
    };
  }

  /** Bonds that mature later, by id. */
  private linesIn(currency: Currency, after: DayNumber): Line[] {
    this.known ??= this.parts.scenario.instruments.flatMap((facts) => this.lineOf(facts));
    return this.known.filter(({ maturity, bond }) => bond.currency === currency && maturity > after);
  }

  private lineOf({ id, market, currency, bond, indexed, lotFace }: InstrumentFacts): Line[] {
    if (bond === undefined || isFuture(id)) return [];
    const { convention, couponMilliPct, maturity, issuer } = bond;
    const followsMonthEnds = convention === 'ustStreet' || convention === 'giltDmo';
    const terms = {
      id,
      market: market as BondMarket,
      currency,
      couponMilliPct,
      couponPct: couponMilliPct / 1000,
      maturity,
      isMonthEnd: followsMonthEnds && isLastOfMonth(maturity),
      lotFace,
      ratioOn: (day: DayNumber) =>
        indexed === undefined ? RATIO_UNIT : indexRatioAfter(indexed, day - this.openedOn(market)),
    };
    const { agents, instruments } = this.world;
    return [
      {
        id,
        instrument: instruments.indexOf(id),
        issuer: agents.indexOf(issuer),
        issuerId: issuer,
        maturity,
        bond: terms,
      },
    ];
  }

  /** A scenario states index ratios for its first business date. */
  private openedOn(market: Market): DayNumber {
    const { scenario } = this.parts;
    return businessDateAt(market, scenario.opensAt, extraHolidays(scenario, market));
  }

  private get world(): OpenedWorld {
    return this.parts.world.parts;
  }

  private get ledger(): Ledger {
    return this.world.ledger;
  }
}

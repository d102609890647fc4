/**
 * What the log has said about lines and currencies that postings depend on: interest accrued, last prices, value dates, who
 * issued what, rates. Numbers by instrument or by currency, folded from events and nothing else.
 */
import { CURRENCY_COUNT, type LedgerLine, RATIO_ONE } from './ledger-accounts.ts';

const NOBODY = -1;
export const WITH_THE_NEXT = -1;

export class LedgerFacts {
  /** Interest that a trade of one lot pays on top of its price, minor units. */
  readonly accruedPerLot: Float64Array;
  /** Money for one of the quoted price, hundred-thousandths; `RATIO_ONE` but for index-linked lines. */
  readonly indexRatio: Float64Array;
  /** Of the last official close; the opening price before it. */
  readonly closeHalfTicks: Float64Array;
  /** Last settlement price of a future. */
  readonly markTicks: Float64Array;
  /** Day on which trades settle; 0: at once; `WITH_THE_NEXT`: that day has passed. */
  readonly valueDate: Float64Array;
  /** Agent that owes the line. */
  readonly issuer: Float64Array;
  /** By currency, milli-basis-points: the policy rate in force, and that of the last settlement, at which loans run. */
  readonly policyRate = new Float64Array(CURRENCY_COUNT);
  readonly loanRate = new Float64Array(CURRENCY_COUNT);
  /** By currency: the day last settled. */
  readonly settledOn = new Float64Array(CURRENCY_COUNT);

  constructor(lines: readonly LedgerLine[]) {
    this.accruedPerLot = new Float64Array(lines.length);
    this.indexRatio = new Float64Array(lines.length).fill(RATIO_ONE);
    this.closeHalfTicks = Float64Array.from(lines, ({ openTicks }) => 2 * openTicks);
    this.markTicks = Float64Array.from(lines, ({ openTicks }) => openTicks);
    this.valueDate = new Float64Array(lines.length);
    this.issuer = new Float64Array(lines.length).fill(NOBODY);
  }

  /** All of it, always in one order. */
  arrays(): readonly Float64Array[] {
    return [
      this.accruedPerLot,
      this.indexRatio,
      this.closeHalfTicks,
      this.markTicks,
      this.valueDate,
      this.issuer,
      this.policyRate,
      this.loanRate,
      this.settledOn,
    ];
  }
}

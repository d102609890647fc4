/**
 * The balances of all accounts in layers: what has been traded, what loans have moved, what is due on each date.
 *
 * Whole numbers in one `Float64Array` a layer, agent by agent, currencies before lines. A posting is checked whole (legs
 * balance in every unit of every layer, results stay safe integers, nobody passes a permitted short) before the first
 * balance changes, so a refused one leaves no trace; it is our bug and names the event that it came from. What changed
 * hands for good is the trade-date balance less what is due plus what loans have moved.
 */
import { assert, Bug } from '../../units/assert.ts';
import { type DayNumber, isoDate } from '../../units/civil-date.ts';
import { CURRENCIES } from '../../units/quantity.ts';
import { DueDates, NEXT_SETTLEMENT } from './due-dates.ts';
import { CURRENCY_COUNT, FIRST_DUE, type LedgerLine, PLACED, TRADED } from './ledger-accounts.ts';
import type { Posting } from './postings.ts';
import { fillLayer, type SparseAmounts, withoutZeros } from './sparse-amounts.ts';

/** Units of a line that an agent may be short by trade. */
export type ShortLimit = (agent: number, instrument: number) => number;

/** Amounts in a layer, and the date of a layer of what is due. */
export interface DueLayer {
  readonly date: number;
  readonly amounts: Float64Array;
}

/** Plain data: everything that postings change. */
export interface LayersState {
  readonly balances: SparseAmounts;
  readonly placed: SparseAmounts;
  /** By date; a date that trades still name may have nothing due yet. */
  readonly due: readonly { readonly date: number; readonly amounts: SparseAmounts }[];
}

/** A unit whose amounts do not sum to zero. */
export interface Imbalance {
  /** Currency or line; outside the trade-date balances with the layer before it. */
  readonly unit: string;
  readonly sum: number;
}

export class LedgerLayers {
  readonly agents: number;
  readonly lines: readonly LedgerLine[];
  readonly unitCount: number;
  /** Amount of a unit of an agent at `agent × unitCount + unit`. Written by `apply` and `restore` only. */
  readonly balances: Float64Array;
  readonly placed: Float64Array;
  readonly dueDates: DueDates;
  /** By layer number; those of `dueDates` follow the first two. */
  readonly #layers: Float64Array[];
  /** Sum of the legs seen so far, by layer and unit; all zero between postings. */
  #inFlight: Float64Array;
  readonly #shortLimits: Float64Array;

  constructor(agents: number, lines: readonly LedgerLine[], shortLimit: ShortLimit | undefined) {
    this.agents = agents;
    this.lines = lines;
    this.unitCount = CURRENCY_COUNT + lines.length;
    this.balances = new Float64Array(agents * this.unitCount);
    this.placed = new Float64Array(agents * this.unitCount);
    this.dueDates = new DueDates(agents * this.unitCount);
    this.#layers = [this.balances, this.placed, ...this.dueDates.amounts];
    this.#inFlight = new Float64Array(this.#layers.length * this.unitCount);
    this.#shortLimits = new Float64Array(agents * lines.length).fill(Number.POSITIVE_INFINITY);
    if (shortLimit !== undefined) this.#limitShorts(shortLimit);
  }

  // ── Reading ───────────────────────────────────────────────────────────────────────────────────────────────────────

  amount(layer: number, unit: number, agent: number): number {
    return this.#layer(layer)[this.#account(unit, agent)]!;
  }

  /** Of all dates. */
  due(unit: number, agent: number): number {
    return this.dueDates.total(this.#account(unit, agent));
  }

  /** Up to and with that day. */
  dueBy(unit: number, agent: number, date: DayNumber): number {
    const account = this.#account(unit, agent);
    let sum = 0;
    const { dates, amounts } = this.dueDates;
    for (let slot = 0; slot < dates.length; slot += 1) if (dates[slot]! <= date) sum += amounts[slot]![account]!;
    return sum;
  }

  settled(unit: number, agent: number): number {
    const account = this.#account(unit, agent);
    return this.balances[account]! - this.dueDates.total(account) + this.placed[account]!;
  }

  shortLimit(agent: number, instrument: number): number {
    return this.#shortLimits[agent * this.lines.length + instrument]!;
  }

  // ── Writing ───────────────────────────────────────────────────────────────────────────────────────────────────────

  /** The layer of what is due on that day. */
  dueLayer(date: DayNumber): number {
    const slot = this.dueDates.slotOf(date);
    const { amounts } = this.dueDates;
    if (slot + FIRST_DUE === this.#layers.length) {
      this.#layers.push(amounts[slot]!);
      this.#inFlight = new Float64Array(this.#layers.length * this.unitCount);
    }
    return FIRST_DUE + slot;
  }

  /** Checks every leg, then applies every leg. */
  apply(posting: Posting): void {
    this.#checkBalanced(posting);
    this.#checkResults(posting);
    const { count, layers, agents, units, amounts } = posting;
    for (let leg = 0; leg < count; leg += 1) {
      const layer = this.#layers[layers[leg]!]!;
      const account = agents[leg]! * this.unitCount + units[leg]!;
      layer[account] = layer[account]! + amounts[leg]!;
    }
  }

  /** Gives back layers of passed days in which nothing is left and that nothing still names. */
  release(date: DayNumber, named: Int32Array): void {
    this.dueDates.release(date, (slot) => named.includes(FIRST_DUE + slot));
  }

  // ── The whole ─────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Units that do not sum to zero over all agents, in any layer; empty in a sound ledger. O(layers × agents × units). */
  imbalances(): Imbalance[] {
    const found: Imbalance[] = [];
    for (let layer = 0; layer < this.#layers.length; layer += 1) {
      const amounts = this.#layers[layer]!;
      for (let unit = 0; unit < this.unitCount; unit += 1) {
        let sum = 0;
        for (let account = unit; account < amounts.length; account += this.unitCount) sum += amounts[account]!;
        assert(Number.isSafeInteger(sum), `balances of ${this.unitName(unit)} do not add up within 2^53`);
        if (sum !== 0) found.push({ unit: this.#named(layer, unit), sum });
      }
    }
    return found;
  }

  dueLayers(): DueLayer[] {
    const { dates, amounts } = this.dueDates;
    return this.dueDates.live().map((slot) => ({ date: dates[slot]!, amounts: amounts[slot]! }));
  }

  save(): LayersState {
    const due = this.dueLayers().map(({ date, amounts }) => ({ date, amounts: withoutZeros(amounts) }));
    return { balances: withoutZeros(this.balances), placed: withoutZeros(this.placed), due };
  }

  restore({ balances, placed, due }: LayersState): void {
    fillLayer(this.balances, balances);
    fillLayer(this.placed, placed);
    this.dueDates.clear();
    for (const { date, amounts } of due) {
      const layer = date === NEXT_SETTLEMENT ? FIRST_DUE : this.dueLayer(date as DayNumber);
      fillLayer(this.#layer(layer), amounts);
    }
  }

  unitName(unit: number): string {
    return CURRENCIES[unit] ?? this.lines[unit - CURRENCY_COUNT]?.id ?? `unit ${unit}`;
  }

  // ── Inside ────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Legs sum to zero in every unit of every layer that they touch. */
  #checkBalanced({ event, count, layers, units, agents, amounts }: Posting): void {
    const inFlight = this.#inFlight;
    for (let leg = 0; leg < count; leg += 1) {
      const layer = layers[leg]!;
      const unit = units[leg]!;
      if (!this.#exists(layer, unit, agents[leg]!)) {
        inFlight.fill(0);
        throw new Bug(`${event}: no account for agent ${agents[leg]} in unit ${unit} of layer ${layer}`);
      }
      const key = layer * this.unitCount + unit;
      inFlight[key] = inFlight[key]! + amounts[leg]!;
    }
    let unbalanced = -1;
    for (let leg = 0; leg < count; leg += 1) {
      const key = layers[leg]! * this.unitCount + units[leg]!;
      if (inFlight[key] !== 0) unbalanced = leg;
      inFlight[key] = 0;
    }
    if (unbalanced !== -1)
      throw new Bug(`${event}: legs do not sum to zero in ${this.#named(layers[unbalanced]!, units[unbalanced]!)}`);
  }

  #checkResults({ event, count, layers, units, agents, amounts }: Posting): void {
    for (let leg = 0; leg < count; leg += 1) {
      const unit = units[leg]!;
      const agent = agents[leg]!;
      const amount = amounts[leg]!;
      const after = this.#layers[layers[leg]!]![agent * this.unitCount + unit]! + amount;
      if (!Number.isSafeInteger(amount) || !Number.isSafeInteger(after))
        throw new Bug(`${event}: ${this.unitName(unit)} of agent ${agent} would become ${after}: no safe integer`);
      if (layers[leg] !== TRADED || unit < CURRENCY_COUNT || amount >= 0) continue;
      if (after < -this.shortLimit(agent, unit - CURRENCY_COUNT))
        throw new Bug(`${event}: agent ${agent} would be short ${-after} of ${this.unitName(unit)}, beyond its limit`);
    }
  }

  #named(layer: number, unit: number): string {
    const name = this.unitName(unit);
    if (layer === TRADED) return name;
    if (layer === PLACED) return `${name} placed`;
    const date = this.dueDates.dates[layer - FIRST_DUE] as DayNumber;
    return date > NEXT_SETTLEMENT ? `${name} due on ${isoDate(date)}` : `${name} due`;
  }

  #layer(layer: number): Float64Array {
    const amounts = this.#layers[layer];
    if (amounts === undefined) throw new Bug(`the ledger has no layer ${layer}`);
    return amounts;
  }

  #exists(layer: number, unit: number, agent: number): boolean {
    if (!(layer >= 0 && layer < this.#layers.length)) return false;
    return unit >= 0 && unit < this.unitCount && agent >= 0 && agent < this.agents;
  }

  #account(unit: number, agent: number): number {
    if (!this.#exists(TRADED, unit, agent)) throw new Bug(`no account for agent ${agent} in unit ${unit}`);
    return agent * this.unitCount + unit;
  }

  #limitShorts(shortLimit: ShortLimit): void {
    for (let agent = 0; agent < this.agents; agent += 1) {
      for (let instrument = 0; instrument < this.lines.length; instrument += 1) {
        const limit = shortLimit(agent, instrument);
        assert(limit >= 0, `a short limit is no negative number, got ${limit} for agent ${agent}`);
        this.#shortLimits[agent * this.lines.length + instrument] = limit;
      }
    }
  }
}

/** Measures of who traded what in one run: sales, forced sales, what dealers passed between each other, auctions. */
import type { Market } from '../../units/quantity.ts';
import type { ExtractedFlow, ExtractedSale, RunExtract } from './run-extract.ts';

export interface FlowsAsked {
  readonly kinds: readonly string[];
  readonly market: Market;
  /** Only lines beyond ten years. */
  readonly isLong?: boolean;
  /** After the first, up to and with the second. */
  readonly since: string;
  readonly to: string;
}

/** Sales less purchases, in billions of the market's currency. */
export const netSalesBn = (run: RunExtract, asked: FlowsAsked): number =>
  flowsOf(run, asked).reduce((sum, flow) => sum + flow.sell_money - flow.buy_money, 0) / BILLION;

export const purchasesBn = (run: RunExtract, asked: FlowsAsked): number =>
  flowsOf(run, asked).reduce((sum, flow) => sum + flow.buy_money, 0) / BILLION;

export const forcedSalesBn = (run: RunExtract, asked: FlowsAsked): number =>
  flowsOf(run, asked).reduce((sum, flow) => sum + flow.forced_sell_money, 0) / BILLION;

/** The largest of the days. */
export function mostForcedInADayBn(run: RunExtract, asked: FlowsAsked): number {
  const byDate = new Map<string, number>();
  for (const { date, forced_sell_money } of flowsOf(run, asked))
    byDate.set(date, (byDate.get(date) ?? 0) + forced_sell_money);
  return Math.max(0, ...byDate.values()) / BILLION;
}

/** Forced sales over all sales of a market by everybody but dealers, whose sales pass on what others sold them. */
export function forcedShareOfSales(run: RunExtract, { market, since, to }: Omit<FlowsAsked, 'kinds'>): number | null {
  const flows = run.flows.filter((flow) => isWithin(flow, market, since, to) && flow.agent_kind !== 'dealer');
  const sold = flows.reduce((sum, { sell_dv01 }) => sum + sell_dv01, 0);
  return sold === 0 ? null : flows.reduce((sum, { forced_sell_dv01 }) => sum + forced_sell_dv01, 0) / sold;
}

/** Value of a basis point passed between dealers on the date, over the mean day of a calm run on the same luck. */
export function interdealerAgainstCalm(
  [run, calm]: readonly [RunExtract, RunExtract],
  bonds: readonly string[],
  date: string,
): number | null {
  const volume = (extract: RunExtract, on?: string): number =>
    extract.interdealer
      .filter((row) => bonds.includes(row.bond) && (on === undefined || row.date === on))
      .reduce((sum, { volume_dv01 }) => sum + volume_dv01, 0);
  const days = new Set(
    calm.daily.filter(({ bond, change_bp }) => bonds.includes(bond) && change_bp !== null).map(({ date: d }) => d),
  );
  const mean = days.size === 0 ? 0 : volume(calm) / days.size;
  return mean === 0 ? null : volume(run, date) / mean;
}

/** The auction of a line on a date. */
export const saleOn = (run: RunExtract, bond: string, date: string): ExtractedSale | undefined =>
  run.auctions.find((sale) => sale.bond === bond && sale.time.startsWith(date));

/** What was bought by operations of a format within the dates, in trillions of the market's currency. */
export function boughtTn(
  run: RunExtract,
  { formats, since, to }: { readonly formats: readonly string[]; readonly since: string; readonly to: string },
): number {
  return (
    run.operations
      .filter(({ format, time }) => formats.includes(format) && time.slice(0, 10) > since && time.slice(0, 10) <= to)
      .reduce((sum, { accepted }) => sum + accepted, 0) / TRILLION
  );
}

/** How often kinds reached a limit of theirs. */
export const stopsOf = (run: RunExtract, kind: string): number =>
  run.pressure.find(({ agent_kind }) => agent_kind === kind)?.stop_losses ?? 0;

const BILLION = 1e9;
const TRILLION = 1e12;

const isWithin = (flow: ExtractedFlow, market: Market, since: string, to: string): boolean =>
  flow.market === market && flow.date > since && flow.date <= to;

const flowsOf = (run: RunExtract, { kinds, market, isLong, since, to }: FlowsAsked): ExtractedFlow[] =>
  run.flows.filter(
    (flow) =>
      isWithin(flow, market, since, to) &&
      kinds.includes(flow.agent_kind) &&
      (isLong === undefined || flow.is_long === isLong),
  );

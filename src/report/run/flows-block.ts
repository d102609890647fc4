/** Who bought and sold in each market, by kind of institution, and how much of the sales was forced. */

import { kindWords } from '../../analysis/cascades/step-words.ts';
import type { FlowTotal } from '../../analysis/flow-totals.ts';
import { BOND_MARKETS, type BondMarket } from '../../units/quantity.ts';
import { MARKET_NAMES } from '../draw/look.ts';
import type { Panel } from '../draw/panel.ts';
import { rowPanel } from '../draw/row-panel.ts';
import { type DataTable, numbers, words } from '../page/data-table.ts';
import type { Figure } from '../page/figure.ts';
import { markup } from '../page/markup.ts';
import { fixed } from '../page/numbers.ts';
import type { Block } from '../page/page.ts';
import type { RunInput } from './run-input.ts';

const MILLION = 1e6;

export function flowsBlock({ study }: RunInput): Block | undefined {
  const flows = study.report.flows.filter(({ market }) => (BOND_MARKETS as readonly string[]).includes(market));
  const panels = BOND_MARKETS.flatMap((market) => marketPanels(market, flows));
  if (panels.length === 0) return undefined;
  const figure: Figure = {
    id: 'flows',
    title: 'Net purchases (+) and sales (−) of interest-rate risk over the whole run',
    caption:
      'By kind of institution, in millions of local currency per basis point (DV01); awards at auctions are purchases. The figure behind the number: how much of the kind’s sales was forced by a risk limit, a margin call or a stop-loss, where any was.',
    panels,
    data: flowsData(flows),
  };
  return { id: 'flows', title: 'Who bought and who sold', parts: [figure, ...pressureTable(study.report.pressure)] };
}

function marketPanels(market: BondMarket, flows: readonly FlowTotal[]): Panel[] {
  const own = flows.filter(
    (flow) => flow.market === market && flow.agent_kind !== 'debtOffice' && Math.abs(flow.net_dv01) > 0,
  );
  if (own.length === 0) return [];
  const rows = own.map(({ agent_kind, net_dv01, forced_share }) => {
    const forced =
      forced_share === null || forced_share === 0
        ? ''
        : ` · ${forced_share < 0.005 ? '<1' : fixed(100 * forced_share, 0)} %`;
    return {
      label: kindWords(agent_kind),
      hue: market,
      value: net_dv01 / MILLION,
      text: `${(net_dv01 > 0 ? '+' : '') + millions(net_dv01)}${forced}`,
    };
  });
  const currency = own[0]?.currency ?? '';
  return [
    rowPanel({
      title: MARKET_NAMES[market],
      label: `${MARKET_NAMES[market]}: net purchases by kind of institution, millions of ${currency} per basis point.`,
      rows: rows.sort((a, b) => a.value - b.value),
      as: 'bars',
      axisTitle: `${currency} m per bp · share of sales forced`,
    }),
  ];
}

/** As many places as the larger numbers beside it need. */
const millions = (dv01: number): string => fixed(dv01 / MILLION, Math.abs(dv01) >= 100 * MILLION ? 0 : 1);

const flowsData = (flows: readonly FlowTotal[]): DataTable => ({
  columns: [
    words('market', 'market'),
    words('agent_kind', 'kind'),
    words('currency', 'currency'),
    numbers('buy_dv01', 'bought, per bp'),
    numbers('sell_dv01', 'sold, per bp'),
    numbers('net_dv01', 'net, per bp'),
    numbers('forced_sell_dv01', 'forced sales, per bp'),
    numbers('forced_share', 'forced share of sales', (value) => `${fixed(100 * value, 1)} %`),
  ],
  rows: flows.map((flow) => [
    flow.market,
    flow.agent_kind,
    flow.currency,
    flow.buy_dv01,
    flow.sell_dv01,
    flow.net_dv01,
    flow.forced_sell_dv01,
    flow.forced_share,
  ]),
});

type Pressure = RunInput['study']['report']['pressure'][number];

function pressureTable(pressure: readonly Pressure[]) {
  if (pressure.length === 0) return [];
  const count = (value: number): string => (value === 0 ? '·' : String(value));
  const rows = pressure.map(
    (row) =>
      markup`<tr><th scope="row">${kindWords(row.agent_kind)}</th><td class="n" data-label="limits passed">${count(row.limit_breaches)}</td><td class="n" data-label="stop-losses">${count(row.stop_losses)}</td><td class="n" data-label="margin calls">${count(row.margin_calls)}</td><td class="n" data-label="quotes withdrawn">${count(row.quotes_withdrawn)}</td></tr>`,
  );
  return [
    markup`<table class="stack"><caption>How often institutions reached a limit of theirs</caption><thead><tr><th scope="col">kind</th><th scope="col" class="n">limits passed</th><th scope="col" class="n">stop-losses</th><th scope="col" class="n">margin calls</th><th scope="col" class="n">quotes withdrawn</th></tr></thead><tbody>
${rows}
</tbody></table>`,
  ];
}

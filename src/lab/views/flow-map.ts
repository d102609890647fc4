/**
 * Where the selling goes: institutions left, markets right, a ribbon as wide as the risk that was sold on balance in the last
 * half hour, its dark core what had to be sold. Policy buys from the right, in outline.
 */
import { textWidth } from '../../report/draw/labels.ts';
import { px } from '../../report/draw/scale.ts';
import { type DataTable, numbers, words } from '../../report/page/data-table.ts';
import { svg } from '../page/element.ts';
import type { Lab, Part } from '../page/lab.ts';
import { frameOf, type LabState } from '../page/lab-state.ts';
import { badgeOf } from '../theme/badges.ts';
import { type BondMarketName, COUNTRIES } from '../theme/countries.ts';
import { marketsShown } from './bond-lines.ts';
import { figure, type Size } from './figure.ts';
import { FLOW_KINDS, type FlowCell, flowCells } from './flow-cells.ts';
import { GrowingScale } from './growing-scale.ts';
import type { Option } from './option-keys.ts';

const WINDOW_MINUTES = 30;
/** What half a millimetre of ribbon stands for at first: half a million dollars a basis point fills it. */
const FIRST_FULL = 500;
const FULL_WIDTH = 30;
const LEAST_WIDTH = 1.2;
const BADGE = { width: 36, height: 26 };
const NOTES_MOST = 2;

export function flowMapView(lab: Lab): Part {
  const { say } = lab;
  const scale = new GrowingScale(FIRST_FULL, () => view.draw(lab.store.get()));
  const view = figure(lab, {
    name: 'v2',
    title: () => say('v2.title', { minutes: WINDOW_MINUTES }),
    label: (state) => labelOf(lab, state),
    picture: (state, size) => new FlowPicture(lab, state, size, scale).draw(),
    table: (state) => tableOf(lab, state),
    options: (state) => optionsOf(lab, state),
  });
  return view;
}

const idOf = ({ kind, market }: FlowCell): string => `${kind}-${market}`;
const cellsOf = (state: LabState): FlowCell[] => flowCells(state.manifest, frameOf(state));
/** Below this nothing is drawn: a dealer's book breathes. */
const isSold = ({ sold }: FlowCell): boolean => sold > 5;

function labelOf({ say, numbers: n }: Lab, state: LabState): string {
  const sold = cellsOf(state).filter(isSold);
  if (sold.length === 0) return `${say('v2.label')} ${say('v2.quiet')}`;
  const told = sold
    .toSorted((a, b) => b.sold - a.sold)
    .slice(0, 3)
    .map((cell) => `${say(`kind.${cell.kind}`)}, ${say(`bonds.${cell.market}`)}: ${n.risk(cell.sold)}.`);
  return [say('v2.label'), ...told].join(' ');
}

const whyText = ({ say }: Lab, { kind, market }: FlowCell): string =>
  `${say(`kind.${kind}`)} → ${say(`bonds.${market}`)}`;

const optionsOf = (lab: Lab, state: LabState): Option[] =>
  cellsOf(state)
    .filter((cell) => isSold(cell) && cell.seq > 0)
    .map((cell) => ({
      id: idOf(cell),
      label: `${whyText(lab, cell)}: ${lab.numbers.risk(cell.sold)}${cell.forced > 0 ? `, ${lab.say('flag.forced')}` : ''}`,
      choose: () => void lab.control.why(cell.seq, whyText(lab, cell)),
    }));

function tableOf({ say, numbers: n }: Lab, state: LabState): DataTable {
  const risk = (value: number): string => n.risk(value);
  return {
    columns: [
      words('kind', say('column.kind')),
      words('market', say('column.market')),
      numbers('net_sold_usd_k_per_bp', say('column.sold'), risk),
      numbers('forced_usd_k_per_bp', say('column.forced'), risk),
    ],
    rows: cellsOf(state).map(({ kind, market, sold, forced }) => [
      say(`kind.${kind}`),
      COUNTRIES[market].letters,
      sold,
      forced,
    ]),
  };
}

interface Ribbon {
  readonly cell: FlowCell;
  readonly width: number;
  readonly core: number;
  y1: number;
  y2: number;
}

class FlowPicture {
  readonly #lab: Lab;
  readonly #state: LabState;
  readonly #size: Size;
  readonly #cells: readonly FlowCell[];
  readonly #left: number;
  readonly #right: number;
  readonly #full: number;

  constructor(lab: Lab, state: LabState, size: Size, scale: GrowingScale) {
    this.#lab = lab;
    this.#state = state;
    this.#size = size;
    this.#cells = cellsOf(state);
    const sums = marketsShown(state.manifest).map((market) =>
      this.#cells.filter((cell) => cell.market === market && isSold(cell)).reduce((sum, { sold }) => sum + sold, 0),
    );
    this.#full = scale.holding(sums, state.base).high;
    const names = this.#kinds.map((kind) => textWidth(lab.say(`kind.${kind}`), size.text * this.#wide));
    this.#left = Math.max(...names) + 12 + BADGE.width;
    this.#right =
      size.width -
      textWidth(this.#wide > 1 ? '−888万ドル/bp' : '−$88.8m/bp', size.text) * (this.#wide > 1 ? 1.35 : 1) -
      26;
  }

  /** Japanese letters are as wide as they are high. */
  get #wide(): number {
    return this.#lab.say.language === 'ja' ? 1.8 : 1;
  }

  get #kinds() {
    return FLOW_KINDS.filter((kind) => this.#state.manifest.kinds.includes(kind));
  }

  draw(): SVGElement[] {
    const ribbons = this.#placed();
    return [
      ...this.#policy(),
      ...ribbons.map((ribbon) => this.#ribbon(ribbon)),
      ...this.#notes(ribbons),
      ...this.#agents(ribbons),
      ...this.#markets(),
      svg('text', { x: 2, y: px(this.#size.height - 4) }, this.#lab.say('v2.legend')),
    ];
  }

  get #foot(): number {
    return this.#size.height - this.#size.text - 12;
  }

  #yOfKind(kind: string): number {
    const kinds = this.#kinds;
    const step = this.#foot / kinds.length;
    return step * ((kinds as readonly string[]).indexOf(kind) + 0.5);
  }

  #yOfMarket(market: BondMarketName): number {
    const markets = marketsShown(this.#state.manifest);
    return (this.#foot / markets.length) * (markets.indexOf(market) + 0.5);
  }

  /** Side by side at both ends, so that none hides another. */
  #placed(): Ribbon[] {
    const width = (risk: number): number => Math.max(LEAST_WIDTH, (FULL_WIDTH * risk) / this.#full);
    const ribbons = this.#cells.filter(isSold).map((cell): Ribbon => {
      const core = cell.forced <= 0 ? 0 : width(Math.min(cell.forced, cell.sold));
      return { cell, width: width(cell.sold), core, y1: 0, y2: 0 };
    });
    stack(
      ribbons,
      ({ cell }) => cell.kind,
      (kind) => this.#yOfKind(kind),
      (ribbon, y) => (ribbon.y1 = y),
    );
    stack(
      ribbons,
      ({ cell }) => cell.market,
      (market) => this.#yOfMarket(market as BondMarketName),
      (ribbon, y) => (ribbon.y2 = y),
    );
    return ribbons;
  }

  #path(y1: number, y2: number): string {
    const [x1, x2] = [this.#left + 1, this.#right];
    const bend = (x2 - x1) * 0.45;
    return `M${px(x1)} ${px(y1)}C${px(x1 + bend)} ${px(y1)} ${px(x2 - bend)} ${px(y2)} ${px(x2)} ${px(y2)}`;
  }

  #ribbon({ cell, width, core, y1, y2 }: Ribbon): SVGElement {
    const d = this.#path(y1, y2);
    return svg(
      'g',
      { class: `k-${cell.market} ribbon`, 'data-option': idOf(cell) },
      svg('path', { class: 'all hit', d, 'stroke-width': px(width) }),
      core > 0 && svg('path', { class: 'core', d, 'stroke-width': px(core) }),
      svg('path', { class: 'grip', d, 'stroke-width': px(Math.max(width, 12)) }),
    );
  }

  #policy(): SVGElement[] {
    return this.#cells
      .filter(({ policyBought }) => policyBought > 5)
      .map((cell) => {
        const width = Math.max(3, (FULL_WIDTH * cell.policyBought) / this.#full);
        const d = this.#path(this.#yOfKind(cell.kind), this.#yOfMarket(cell.market));
        return svg(
          'g',
          { class: `k-${cell.market} policy` },
          svg('path', { class: 'rim', d, 'stroke-width': px(width + 3) }),
          svg('path', { class: 'hollow', d, 'stroke-width': px(width) }),
        );
      });
  }

  /** What the widest forced ribbons are forced by. */
  #notes(ribbons: readonly Ribbon[]): SVGElement[] {
    return ribbons
      .filter(({ core }) => core > 0)
      .toSorted((a, b) => b.core - a.core)
      .slice(0, NOTES_MOST)
      .map(({ cell, y1, y2 }, at) => {
        const along = at === 0 ? 0.3 : 0.7;
        const share = along * along * (3 - 2 * along);
        const [x, y] = [this.#left + along * (this.#right - this.#left), y1 + share * (y2 - y1)];
        return svg('text', { class: 'note mid', x: px(x), y: px(y + 4) }, this.#lab.say(`v2.rule.${cell.because}`));
      });
  }

  #agents(ribbons: readonly Ribbon[]): SVGElement[] {
    return this.#kinds.flatMap((kind) => {
      const y = this.#yOfKind(kind);
      const x = this.#left - BADGE.width;
      const isForced = ribbons.some(({ cell, core }) => cell.kind === kind && core > 0);
      const place = { x: px(x), y: px(y - BADGE.height / 2), width: BADGE.width, height: BADGE.height, rx: 4 };
      return [
        svg('rect', { class: isForced ? 'badge-box is-forced' : 'badge-box', ...place }),
        svg(
          'text',
          { class: isForced ? 'badge-text is-forced' : 'badge-text', x: px(x + BADGE.width / 2), y: px(y + 4.3) },
          badgeOf(kind).letters,
        ),
        svg('text', { class: 'ink end', x: px(x - 8), y: px(y + 4.5) }, this.#lab.say(`kind.${kind}`)),
      ];
    });
  }

  #markets(): SVGElement[] {
    return marketsShown(this.#state.manifest).flatMap((market) => {
      const y = this.#yOfMarket(market);
      const sold = this.#cells
        .filter((cell) => cell.market === market && isSold(cell))
        .reduce((sum, cell) => sum + cell.sold, 0);
      const height = Math.max(36, (FULL_WIDTH * sold) / this.#full + 8);
      const { letters, marker } = COUNTRIES[market];
      return [
        svg('rect', {
          class: `k-${market} market`,
          x: px(this.#right),
          y: px(y - height / 2),
          width: 12,
          height: px(height),
        }),
        svg(
          'text',
          { class: `label k-${market} large`, x: px(this.#right + 19), y: px(y - 2) },
          `${marker} ${letters}`,
        ),
        svg(
          'text',
          { x: px(this.#right + 19), y: px(y + this.#size.text + 2) },
          sold > 0 ? this.#lab.numbers.risk(-sold) : '–',
        ),
      ];
    });
  }
}

/** Gives each ribbon its middle in a stack around a node's. */
function stack(
  ribbons: readonly Ribbon[],
  nodeOf: (ribbon: Ribbon) => string,
  middleOf: (node: string) => number,
  place: (ribbon: Ribbon, y: number) => void,
): void {
  for (const node of new Set(ribbons.map(nodeOf))) {
    const own = ribbons.filter((ribbon) => nodeOf(ribbon) === node);
    let y = middleOf(node) - own.reduce((sum, { width }) => sum + width, 0) / 2;
    for (const ribbon of own) {
      place(ribbon, y + ribbon.width / 2);
      y += ribbon.width;
    }
  }
}

/**
 * Yields by maturity, four countries: what they have changed by since the start, with the run without the shock in grey. Levels
 * are behind a key, since on one axis of levels the contagion is thinner than a line.
 */

import { spread, textWidth } from '../../report/draw/labels.ts';
import { px, roundMarks, type Scale, scaleOf } from '../../report/draw/scale.ts';
import { type DataTable, numbers, words } from '../../report/page/data-table.ts';
import { element, setText, svg } from '../page/element.ts';
import type { Lab, Part } from '../page/lab.ts';
import { frameOf, type LabState } from '../page/lab-state.ts';
import type { Frame } from '../protocol.ts';
import { type BondMarketName, COUNTRIES } from '../theme/countries.ts';
import { askWhyMarket } from './ask-market.ts';
import { type BondLine, bondLines, bondName, linesOf, marketsShown } from './bond-lines.ts';
import { figure, type Size } from './figure.ts';
import { GrowingScale } from './growing-scale.ts';
import type { Option } from './option-keys.ts';

const STEP_BP = 10;
const FOOT = 40;

export function yieldChangeView(lab: Lab): Part {
  const { say, store } = lab;
  const scale = new GrowingScale(STEP_BP, () => view.draw(store.get()));
  const levels = element('button', {
    class: 'plain',
    type: 'button',
    on: { click: () => store.set({ showsLevels: !store.get().showsLevels }) },
  });
  const view = figure(lab, {
    name: 'v1',
    title: (state) => titleOf(lab, state),
    label: (state) => labelOf(lab, state),
    picture: (state, size) => new Picture(lab, state, size, scale).draw(),
    table: (state) => tableOf(lab, state),
    options: (state) => optionsOf(lab, state),
    tools: [levels],
  });
  return {
    root: view.root,
    draw(state) {
      setText(levels, say(state.showsLevels ? 'view.changes' : 'view.levels'));
      view.draw(state);
    },
  };
}

function titleOf({ say }: Lab, state: LabState): string {
  if (state.showsLevels) return say('v1.title.levels');
  if (!state.isDifference) return say('v1.title');
  return say('v1.title.difference', { a: 'A', b: otherOf(state)?.letter ?? 'B' });
}

/** The fork that is set against what happened. */
const otherOf = (state: LabState) =>
  state.branches.find(({ id }) => id === state.shown && id !== 0) ?? state.branches.at(-1);

const labelOf = ({ say, numbers: n }: Lab, state: LabState): string =>
  [
    say('v1.label'),
    ...marketsShown(state.manifest).map((market) => {
      const last = linesOf(state.manifest, market).at(-1) as BondLine;
      return `${bondName(state.manifest, last.index, say)} ${n.bp(changeOf(state, frameOf(state), last.index))} ${say('unit.bp')}.`;
    }),
  ].join(' ');

const changeOf = ({ base }: LabState, frame: Frame, line: number): number =>
  (frame.levelBp[line] as number) - (base.levelBp[line] as number);

const noShockOf = ({ base }: LabState, frame: Frame, line: number): number =>
  (frame.noShockBp[line] as number) - (base.noShockBp[line] as number);

/** What is drawn of a line in a frame, in the unit of the axis. */
function drawnValue(state: LabState, frame: Frame, line: number): number {
  if (state.showsLevels) return (frame.levelBp[line] as number) / 100;
  if (!state.isDifference) return changeOf(state, frame, line);
  const other = otherOf(state)?.frame;
  const own = state.branches[0]?.frame;
  return other === undefined || own === undefined ? 0 : (other.levelBp[line] as number) - (own.levelBp[line] as number);
}

const optionsOf = (lab: Lab, state: LabState): Option[] =>
  marketsShown(state.manifest).map((market) => ({
    id: market,
    label: lab.say('why.market', { bonds: lab.say(`bonds.${market}`) }),
    choose: () => askWhyMarket(lab, market),
  }));

function tableOf({ say, numbers: n }: Lab, state: LabState): DataTable {
  const frame = frameOf(state);
  const rows = bondLines(state.manifest).map(({ index, market, tenorYears }) => [
    COUNTRIES[market].letters,
    tenorYears,
    (frame.levelBp[index] as number) / 100,
    changeOf(state, frame, index),
    noShockOf(state, frame, index),
  ]);
  const tenth = (value: number): string => n.bp(value);
  return {
    columns: [
      words('market', say('column.market')),
      numbers('maturity_years', say('v1.maturity'), String),
      numbers('yield_pct', say('column.level'), (value) => value.toFixed(3)),
      numbers('change_bp', say('column.change'), tenth),
      numbers('no_shock_bp', say('column.base'), (value) => (Number.isFinite(value) ? tenth(value) : '–')),
    ],
    rows: rows
      .toSorted((a, b) => String(a[0]).localeCompare(String(b[0])))
      .map((row) => row.map((cell) => (typeof cell === 'number' && !Number.isFinite(cell) ? null : cell))),
  };
}

class Picture {
  readonly #lab: Lab;
  readonly #state: LabState;
  readonly #size: Size;
  readonly #tenors: readonly number[];
  readonly #across: (years: number) => number;
  readonly #down: Scale;
  readonly #left: number;
  readonly #right: number;

  constructor(lab: Lab, state: LabState, size: Size, scale: GrowingScale) {
    this.#lab = lab;
    this.#state = state;
    this.#size = size;
    this.#tenors = [...new Set(bondLines(state.manifest).map(({ tenorYears }) => tenorYears))];
    this.#left = textWidth('+100', size.text) + 8;
    this.#right = size.width - textWidth('▲ Gilt +100', size.text) - 10;
    const step = (this.#right - this.#left) / Math.max(1, this.#tenors.length - 1);
    this.#across = (years) => this.#left + step * this.#tenors.indexOf(years);
    this.#down = scaleOf(this.#extent(scale), [size.height - FOOT - (size.text - 13) * 2, size.text]);
  }

  #extent(scale: GrowingScale): readonly [number, number] {
    const state = this.#state;
    const lines = bondLines(state.manifest);
    if (state.showsLevels)
      return [0, Math.ceil(Math.max(...lines.map(({ index }) => drawnValue(state, frameOf(state), index))))];
    const frames = state.isDifference ? [frameOf(state)] : state.branches.flatMap(({ frame }) => frame ?? []);
    const values = frames.flatMap((frame) =>
      lines.flatMap(({ index }) =>
        state.isDifference
          ? drawnValue(state, frame, index)
          : [drawnValue(state, frame, index), noShockOf(state, frame, index)],
      ),
    );
    const { low, high } = scale.holding(values, state.isDifference ? otherOf(state) : state.base);
    return [low, high];
  }

  /** As many maturities as there is room for, the longest always. */
  get #labelled(): readonly number[] {
    const least = textWidth('40y', this.#size.text) * (this.#lab.say.language === 'ja' ? 1.5 : 1.25);
    const kept: number[] = [];
    for (const years of this.#tenors.toReversed()) {
      const nearest = kept.at(-1);
      if (nearest === undefined || this.#across(nearest) - this.#across(years) >= least) kept.push(years);
    }
    return kept;
  }

  draw(): SVGElement[] {
    const state = this.#state;
    const markets = marketsShown(state.manifest);
    const own = state.branches[0]?.frame;
    const isForked = state.shown !== 0 && !state.isDifference && own !== undefined;
    return [
      ...this.#grid(),
      ...(state.isDifference || state.showsLevels ? [] : markets.map((market) => this.#band(market))),
      ...(state.isDifference
        ? []
        : state.trail.flatMap((frame) => markets.map((market) => this.#curve(market, frame, 'curve trail')))),
      ...(isForked ? markets.map((market) => this.#curve(market, own, 'curve thin')) : []),
      ...this.#markets(markets),
    ];
  }

  #grid(): SVGElement[] {
    const { text, height } = this.#size;
    const { low, high } = this.#down;
    const sign = (mark: number): string => (this.#state.showsLevels ? String(mark) : this.#lab.numbers.bp(mark));
    return [
      ...roundMarks(low, high, 4).flatMap((mark) => {
        const y = px(this.#down.place(mark));
        return [
          svg('line', { class: mark === 0 ? 'zero' : 'grid', x1: px(this.#left), x2: px(this.#right), y1: y, y2: y }),
          svg('text', { class: 'end', x: px(this.#left - 7), y: px(this.#down.place(mark) + 4) }, sign(mark)),
        ];
      }),
      ...this.#labelled.map((years) =>
        svg(
          'text',
          { class: 'mid', x: px(this.#across(years)), y: px(this.#down.place(low) + text + 7) },
          this.#lab.say('tenor', { years }),
        ),
      ),
      this.#state.showsLevels || this.#state.isDifference
        ? svg('g', {})
        : svg('text', { x: px(this.#left), y: px(height - 4) }, this.#lab.say('v1.band')),
    ];
  }

  #points(market: BondMarketName, value: (line: number) => number): (readonly [number, number])[] {
    return linesOf(this.#state.manifest, market)
      .map(({ tenorYears, index }) => [this.#across(tenorYears), this.#down.place(value(index))] as const)
      .filter(([, y]) => Number.isFinite(y));
  }

  #curve(market: BondMarketName, frame: Frame, look: string): SVGElement {
    const points = this.#points(market, (line) => drawnValue(this.#state, frame, line));
    const dash = COUNTRIES[market].dash;
    return svg('path', {
      class: `${look} k-${market}`,
      d: pathOf(points),
      'stroke-dasharray': dash === '' ? undefined : dash,
    });
  }

  /** The same luck without the shock. */
  #band(market: BondMarketName): SVGElement {
    const points = this.#points(market, (line) => noShockOf(this.#state, frameOf(this.#state), line));
    return svg('path', { class: 'without', d: pathOf(points) });
  }

  #markets(markets: readonly BondMarketName[]): SVGElement[] {
    const state = this.#state;
    const frame = frameOf(state);
    const ends = markets.map((market) => this.#points(market, (line) => drawnValue(state, frame, line)).at(-1));
    const top = this.#size.text;
    const places = spread(
      ends.map((end) => (end?.[1] ?? 0) + 4),
      [top, this.#size.height - FOOT],
      this.#size.text + 4,
    );
    return markets.flatMap((market, at) => {
      const { letters, marker } = COUNTRIES[market];
      const last = linesOf(state.manifest, market).at(-1) as BondLine;
      const value = drawnValue(state, frame, last.index);
      const said = state.showsLevels ? value.toFixed(2) : this.#lab.numbers.bp(value);
      const end = ends[at] ?? [this.#right, places[at] as number];
      // Its words are the option's own, so what is written stands beside it.
      const beside = { 'data-choose': market, 'aria-hidden': 'true' };
      return [
        svg('g', { class: `k-${market}`, 'data-option': market }, this.#curve(market, frame, 'curve hit')),
        svg('text', { class: `mark mid k-${market}`, x: px(end[0]), y: px(end[1] + 4.5), ...beside }, marker),
        svg(
          'text',
          { class: `label k-${market}`, x: px(this.#right + 8), y: px(places[at] as number), ...beside },
          `${marker} ${letters} ${said}`,
        ),
      ];
    });
  }
}

const pathOf = (points: readonly (readonly [number, number])[]): string =>
  points.map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${px(x)} ${px(y)}`).join('');

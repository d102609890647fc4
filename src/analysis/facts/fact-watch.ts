/** Watches a run and gives its sheet of facts at the end; only for arms that ask, since a grid of every line costs memory. */
import type { RecordBatch } from '../../events/records.ts';
import type { MarketEvent } from '../../events/vocabulary.ts';
import { isoTime } from '../../units/time.ts';
import { LevelGrid } from '../level-grid.ts';
import type { DailyRow } from '../tables/daily-table.ts';
import { factSheet } from './fact-sheet.ts';
import { BOND_FUTURE, type FactSheet } from './fact-source.ts';
import { OrderSigns } from './order-signs.ts';

const HOME = 'jgb';
/** Of a risk limit, permille. */
const WHOLE_LIMIT = 800;

export class FactWatch {
  readonly #grid = new LevelGrid();
  readonly #newsAt: number[] = [];
  readonly #strained = new Set<string>();
  readonly #homeDealers = new Set<string>();
  #signs: OrderSigns | undefined;
  #listed = 0;

  control(event: MarketEvent): void {
    this.#grid.control(event);
    switch (event.type) {
      case 'InstrumentListed':
        if (event.instrument === BOND_FUTURE) this.#signs = new OrderSigns(this.#listed);
        this.#listed += 1;
        break;
      case 'AgentJoined':
        if (event.kind === 'dealer' && event.agent.includes(HOME)) this.#homeDealers.add(event.agent);
        break;
      case 'RiskLimitBreached':
        if (this.#homeDealers.has(event.agent) && event.utilisation >= WHOLE_LIMIT)
          this.#strained.add(isoTime(event.at).slice(0, 10));
        break;
      case 'AuctionResultPublished':
        if (event.instruments[0]?.startsWith('JGB-') === true) this.#newsAt.push(event.at);
        break;
      default:
        if ('headline' in event && 'market' in event && event.market === HOME) this.#newsAt.push(event.at);
    }
  }

  batch(batch: RecordBatch): void {
    this.#grid.batch(batch);
    this.#signs?.batch(batch);
  }

  sheet(daily: readonly DailyRow[]): FactSheet {
    return factSheet({
      grid: this.#grid.lines(),
      daily,
      signs: this.#signs?.signs ?? [],
      newsAt: this.#newsAt,
      strainedDates: this.#strained,
    });
  }
}

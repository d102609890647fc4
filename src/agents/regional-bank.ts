/**
 * Regional banks: longer books than the megabanks', less room under the value-at-risk limit, no plan to grow.
 *
 * Their rule has one side only: when a rise of volatility takes the book over its limit they sell, pro rata over their
 * lines, in a few days. In 2003 that was the market; in 2026 they sit far below the limit (`docs/odd.md` §7.11).
 */
import { merge } from 'rxjs';
import { z } from 'zod';
import { NO_CAUSE, type Seq } from '../units/quantity.ts';
import { offerTowardWish } from './auction-wishes.ts';
import { bankBook, cutForLimit, declareBreach, valueAtRisk } from './bank-book.ts';
import type { AgentKind, Instrument, View } from './contract.ts';
import { marketField, moneyField, windowField } from './mandate-fields.ts';
import { hearWindowClose, restingWindow, type VarWindow } from './var-window.ts';
import { workToward } from './working-order.ts';

const mandate = z.strictObject({
  market: marketField('market of its bond book'),
  varLimit: moneyField('99 % ten-day value at risk that it may carry'),
  varWindow: windowField(),
});
type Mandate = z.infer<typeof mandate>;

/** How far beyond the market it sells. */
const TOLERANCE = { halfSpreads: 2, sigmas: 0.2 } as const;

interface Memory {
  readonly window: VarWindow;
  because: Seq;
  readonly wanted: Record<string, number>;
}

export const regionalBank: AgentKind<Mandate, Memory> = {
  kind: 'regionalBank',
  mandate,
  start: (opening) => ({ window: restingWindow(opening.self.mandate.varWindow ?? 0), because: NO_CAUSE, wanted: {} }),
  watches: (stream) => merge(stream.of('ClockTicked'), stream.of('CloseMarked'), stream.of('BidsInvited')),

  remember(memory, event, view) {
    if (event.type === 'CloseMarked') {
      const line = view.instrument(event.instrument);
      if (line.market === view.self.mandate.market) hearWindowClose(memory.window, event, line);
    }
    if (event.type !== 'RiskLimitBreached') return memory;
    memory.because = event.seq;
    const share = cutForLimit(valueAtRisk(bankBook(view, lines(view), memory.window)), view.self.mandate.varLimit);
    for (const line of lines(view)) memory.wanted[line.id] = Math.round(view.position(line) * (1 - share));
    return memory;
  },

  decide(view, memory, event) {
    if (event.type === 'CloseMarked' && event.instrument === lines(view).at(-1)?.id) {
      const used = valueAtRisk(bankBook(view, lines(view), memory.window)) / view.self.mandate.varLimit;
      return used > 1 ? [declareBreach(view.self.id, 'valueAtRisk', used)] : [];
    }
    if (memory.because === NO_CAUSE) return [];
    if (event.type === 'BidsInvited')
      return offerTowardWish(view, event, { ...memory, market: view.self.mandate.market, tolerance: TOLERANCE });
    if (event.type !== 'ClockTicked') return [];
    const pace = { dayShare: 0.1, ...TOLERANCE, flag: 'riskLimit', because: memory.because } as const;
    return lines(view).flatMap((line) => {
      const wanted = memory.wanted[line.id];
      return wanted === undefined || wanted >= view.position(line) ? [] : workToward(view, line, wanted, pace);
    });
  },

  headroom(view, memory) {
    const used = valueAtRisk(bankBook(view, lines(view), memory.window)) / view.self.mandate.varLimit;
    const line = lines(view).at(-1);
    return line === undefined || used <= 0
      ? []
      : [{ limit: 'value at risk', instrument: line.id, distanceBp: line.calmSigmaBp * 10 * (1 / used - 1), used }];
  },
};

const lines = (view: View<Mandate>): readonly Instrument[] =>
  view.instruments(view.self.mandate.market).filter((line) => line.isBond);

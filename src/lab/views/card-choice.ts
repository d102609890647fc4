/** The what-if cards of the run that is open, with what each needs to know of the moment. */
import { type LabState, shownBranch } from '../page/lab-state.ts';
import { numberOf } from '../page/tell.ts';
import type { Mark } from '../protocol.ts';
import {
  CARDS,
  type CardId,
  type CardMoment,
  type CardNumber,
  cardEntries,
  cardOf,
  patchText,
} from '../state/cards.ts';
import { isBondMarket } from '../theme/countries.ts';
import { linesOf } from './bond-lines.ts';

export interface ChosenCard {
  readonly id: CardId;
  readonly isMain: boolean;
  readonly number: CardNumber | undefined;
  /** The patch with this number, from the moment shown. */
  readonly patch: (value: number) => string;
}

const LONG_YEARS = { jgb: 20, gilt: 10, ust: 10, ktb: 10 } as const;

export function cardsOf(state: LabState): ChosenCard[] {
  return state.manifest.cards
    .filter((id): id is CardId => Object.hasOwn(CARDS, id))
    .map((id) => {
      const { isMain, numbers } = cardOf(id);
      const patch = (value: number): string => patchText(cardEntries(id, cardMoment(state, id, value)));
      return { id, isMain, number: numbers[0], patch };
    })
    .sort((a, b) => Number(b.isMain) - Number(a.isMain));
}

export function cardMoment(state: LabState, id: CardId, value: number): CardMoment {
  const { market } = CARDS[id];
  const bank = bankOf(state);
  return {
    at: state.at,
    numbers: [value],
    policyRatePct: policyRates(state),
    ...(bank === undefined ? {} : { bank }),
    longLines: linesOf(state.manifest, market)
      .filter(({ tenorYears }) => tenorYears >= LONG_YEARS[market])
      .map(({ id: line }) => line),
  };
}

/** The largest by what it wants to hold. */
function bankOf({ manifest }: LabState): CardMoment['bank'] {
  return manifest.institutions
    .filter(({ kind }) => kind === 'megabank')
    .map(({ id, mandate }) => ({ id, target: Number(mandate.find(([key]) => key === 'target')?.[1]) }))
    .filter(({ target }) => target > 0)
    .sort((a, b) => b.target - a.target)[0];
}

/** Those of the opening, and what has been decided since. */
function policyRates(state: LabState): CardMoment['policyRatePct'] {
  const rates: Record<string, number> = { ...state.policyRatePct };
  const set = (mark: Mark): void => {
    const rate = numberOf(mark, 'rate')?.value;
    if (rate !== undefined && mark.market !== undefined && isBondMarket(mark.market)) rates[mark.market] = rate;
  };
  for (const mark of shownBranch(state).marks) if (mark.type === 'PolicyRateSet' && mark.at <= state.at) set(mark);
  return rates;
}

/** The four bond markets as the page shows them: hue, dash, marker and letters always say the same. */
import { DASHES } from '../../report/draw/look.ts';

export const BOND_MARKETS = ['jgb', 'ust', 'gilt', 'ktb'] as const;
export type BondMarketName = (typeof BOND_MARKETS)[number];

export const isBondMarket = (name: string): name is BondMarketName =>
  (BOND_MARKETS as readonly string[]).includes(name);

export interface CountryLook {
  /** On tiles and at the ends of lines; the same in every language, as the market says it. */
  readonly letters: string;
  readonly dash: string;
  readonly marker: '●' | '■' | '◆' | '▲';
  readonly currency: string;
}

export const COUNTRIES: Readonly<Record<BondMarketName, CountryLook>> = {
  jgb: { letters: 'JGB', dash: '', marker: '●', currency: 'JPY' },
  ust: { letters: 'UST', dash: DASHES.ust ?? '', marker: '■', currency: 'USD' },
  gilt: { letters: 'Gilt', dash: DASHES.gilt ?? '', marker: '◆', currency: 'GBP' },
  ktb: { letters: 'KTB', dash: DASHES.ktb ?? '', marker: '▲', currency: 'KRW' },
};

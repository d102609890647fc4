/** The five articles that the project began with: named where a sentence is quoted, never shipped. */

export interface Article {
  readonly id: 'S0' | 'S1' | 'S2' | 'S3' | 'S4';
  readonly title: string;
  readonly publisher: string;
}

export const ARTICLES: Readonly<Record<Article['id'], Article>> = {
  S0: {
    id: 'S0',
    title: 'Japan’s Truss Moment: A Black Swan Event Threatens Global Bond Market Stability',
    publisher: 'Eliza Wong, 21 January 2026',
  },
  S1: {
    id: 'S1',
    title: 'Japan’s ‘Truss Moment’ Is Here. Bond Market Slumps, Japan’s Second-Largest Bank to Double Down?',
    publisher: 'TradingKey',
  },
  S2: {
    id: 'S2',
    title: 'Japan’s Bond Market “Melt-Down” Spills Over to US Treasuries',
    publisher: 'a broker’s news note',
  },
  S3: { id: 'S3', title: 'On Japan’s 40-year yield above 4 %', publisher: 'Gyokuro' },
  S4: { id: 'S4', title: '#JapanBondMarketSell-Off', publisher: 'a post on Gate' },
};

/** Where two articles tell one fact differently. The ruling is the scenario’s. */
export interface Conflict {
  readonly fact: 'peak10y' | 'peak40y' | 'stimulus' | 'nagata';
  readonly versions: readonly (readonly [article: Article['id'], value: string])[];
  readonly ruling: { readonly value: string } | 'unused' | 'nobody';
}

export const CONFLICTS: readonly Conflict[] = [
  {
    fact: 'peak10y',
    versions: [
      ['S1', '2.35 %'],
      ['S3', '2.38 %'],
    ],
    ruling: 'unused',
  },
  {
    fact: 'peak40y',
    versions: [
      ['S1', '4.215 %'],
      ['S3', '4.24 %'],
    ],
    ruling: 'unused',
  },
  {
    fact: 'stimulus',
    versions: [
      ['S2', '¥5tn ($31.6bn)'],
      ['S4', '$135 trillion'],
    ],
    ruling: { value: '¥5tn' },
  },
  {
    fact: 'nagata',
    versions: [
      ['S0', 'Yoshihiro Nagata'],
      ['S1', 'Arihiro Nagata'],
    ],
    ruling: 'nobody',
  },
];

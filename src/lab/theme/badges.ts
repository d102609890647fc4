/**
 * Two letters for every kind of institution: the primary code. The hues are for stacked charts of who sold, always with the
 * letters beside them.
 */
import type { AgentKindName } from '../../agents/kind-names.ts';

export interface Badge {
  readonly letters: string;
  readonly hue: string;
}

export const BADGES: Readonly<Record<AgentKindName, Badge>> = {
  centralBank: { letters: 'CB', hue: '#3e2376' },
  debtOffice: { letters: 'MF', hue: '#935678' },
  dealer: { letters: 'DL', hue: '#858585' },
  megabank: { letters: 'MB', hue: '#437254' },
  regionalBank: { letters: 'RB', hue: '#437254' },
  lifeInsurer: { letters: 'LI', hue: '#767c0f' },
  ldi: { letters: 'LD', hue: '#4f2d25' },
  riskParity: { letters: 'RP', hue: '#8a3603' },
  carry: { letters: 'HF', hue: '#9c8663' },
  vigilante: { letters: 'VG', hue: '#9c8663' },
  foreignHolder: { letters: 'FS', hue: '#3a88b8' },
  curveRv: { letters: 'CR', hue: '#9c8663' },
  globalRv: { letters: 'GR', hue: '#9c8663' },
  fundamental: { letters: 'VA', hue: '#767c0f' },
  noise: { letters: 'CL', hue: '#858585' },
};

export const badgeOf = (kind: string): Badge => BADGES[kind as AgentKindName] ?? { letters: '··', hue: '#858585' };

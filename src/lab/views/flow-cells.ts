/** Who sold what, as cells of kind by market: net risk of the last half hour, and how much of it had to be. */
import type { AgentKindName } from '../../agents/kind-names.ts';
import { FORCED_FLAGS, type Frame, type Manifest } from '../protocol.ts';
import { type BondMarketName, isBondMarket } from '../theme/countries.ts';

export interface FlowCell {
  readonly kind: AgentKindName;
  readonly market: BondMarketName;
  /** Thousands of dollars a basis point; positive: it sold on balance. */
  readonly sold: number;
  /** Of it with no choice. */
  readonly forced: number;
  readonly policyBought: number;
  readonly because: (typeof FORCED_FLAGS)[number];
  readonly seq: number;
}

/** Left to right as the story usually goes: whoever holds, whoever must, whoever carries. Nine at most. */
export const FLOW_KINDS: readonly AgentKindName[] = [
  'lifeInsurer',
  'megabank',
  'riskParity',
  'ldi',
  'foreignHolder',
  'carry',
  'vigilante',
  'dealer',
  'centralBank',
];

export function flowCells(manifest: Manifest, { flows }: Frame): FlowCell[] {
  const { kinds, markets } = manifest;
  return FLOW_KINDS.filter((kind) => kinds.includes(kind)).flatMap((kind) =>
    markets.filter(isBondMarket).map((market) => {
      const cell = kinds.indexOf(kind) * markets.length + markets.indexOf(market);
      const at = (flow: Float64Array): number => flow[cell] as number;
      return {
        kind,
        market,
        sold: -at(flows.all),
        forced: Math.max(0, -at(flows.forced)),
        policyBought: Math.max(0, at(flows.policy)),
        because: FORCED_FLAGS[flows.because[cell] as number] ?? FORCED_FLAGS[0],
        seq: at(flows.seq),
      };
    }),
  );
}

/** The kinds of institution, named alike in scenarios, tables, queries and the lab. */
export const AGENT_KIND_NAMES = [
  'lifeInsurer',
  'megabank',
  'regionalBank',
  'riskParity',
  'vigilante',
  'foreignHolder',
  'ldi',
  'dealer',
  'carry',
  'curveRv',
  'globalRv',
  'fundamental',
  'noise',
  'centralBank',
  'debtOffice',
] as const;
export type AgentKindName = (typeof AGENT_KIND_NAMES)[number];

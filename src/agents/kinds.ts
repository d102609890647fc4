/** The registry: a new kind of institution is one file and one line here. */
import { carry } from './carry.ts';
import { centralBank } from './central-bank.ts';
import type { AnyAgentKind } from './contract.ts';
import { curveRv } from './curve-rv.ts';
import { dealer } from './dealer/dealer.ts';
import { debtOffice } from './debt-office.ts';
import { foreignHolder } from './foreign-holder.ts';
import { fundamental } from './fundamental.ts';
import { globalRv } from './global-rv.ts';
import type { AgentKindName } from './kind-names.ts';
import { ldi } from './ldi.ts';
import { lifeInsurer } from './life-insurer.ts';
import { megabank } from './megabank.ts';
import { noise } from './noise.ts';
import { regionalBank } from './regional-bank.ts';
import { riskParity } from './risk-parity.ts';
import { vigilante } from './vigilante.ts';

/** All kinds of institution, by the names that scenarios use: what `readScenario` needs to read mandates. */
export const AGENT_KINDS: Readonly<Record<AgentKindName, AnyAgentKind>> = {
  lifeInsurer,
  megabank,
  regionalBank,
  riskParity,
  vigilante,
  foreignHolder,
  ldi,
  dealer,
  carry,
  curveRv,
  globalRv,
  fundamental,
  noise,
  centralBank,
  debtOffice,
};

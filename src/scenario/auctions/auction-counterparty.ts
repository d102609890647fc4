/**
 * Who sells in an auction or buys in an operation: the market's issuer, or its one central bank, unless the file names it.
 */
import type { HeldFormat } from '../../events/auction-terms.ts';
import type { BondMarket } from '../../units/quantity.ts';
import type { Path } from '../located-error.ts';
import { nearestName } from '../nearest-name.ts';
import type { AgentFacts } from '../scenario.ts';
import type { AuctionContext } from './auction-context.ts';
import { FORMAT_FACTS } from './held-formats.ts';

const WORDS = { debtOffice: 'debt office', centralBank: 'central bank' } as const;

export function counterpartyOf(
  format: HeldFormat,
  by: string | undefined,
  context: AuctionContext,
): string | undefined {
  const { market, holder } = FORMAT_FACTS[format];
  const path = [...context.path, 'by'];
  if (by !== undefined) return namedCounterparty(format, by, { ...context, path });
  if (holder === 'debtOffice') return context.markets.get(market)?.issuer;
  return theOneCentralBank(market, path, context);
}

function namedCounterparty(format: HeldFormat, by: string, context: AuctionContext): string | undefined {
  const { path, agents, agentsAreWhole, broken, complain } = context;
  const { market, holder } = FORMAT_FACTS[format];
  const expected = `the id of the ${WORDS[holder]} of the ${market} market`;
  const agent = agents.get(by);
  if (agent === undefined) {
    if (broken.has(by)) return undefined;
    const nearest = nearestName(by, agents.keys()) ?? [...agents.keys()].find((id) => id.startsWith(`${by}-`));
    complain({
      path,
      message: `no agent "${by}" is stated${nearest === undefined ? '' : `; did you mean "${nearest}"?`}`,
      expected,
      ...(nearest === undefined ? {} : { nearest }),
    });
    return undefined;
  }
  if (agent.kind !== holder)
    complain({ path, message: `${format} is held by a ${WORDS[holder]}, and "${by}" is none`, expected });
  else if (agentsAreWhole && marketOf(agent) !== market)
    complain({ path, message: `"${by}" is no ${WORDS[holder]} of the ${market} market`, expected });
  return by;
}

function theOneCentralBank(market: BondMarket, path: Path, context: AuctionContext): string | undefined {
  const { agents, agentsAreWhole, complain } = context;
  const banks = [...agents.values()]
    .filter((agent) => agent.kind === 'centralBank' && marketOf(agent) === market)
    .map(({ id }) => id)
    .sort();
  if (banks.length === 1 || !agentsAreWhole) return banks[0];
  complain({
    path,
    message:
      banks.length === 0
        ? `nobody to buy: no central bank of the ${market} market is stated`
        : `who buys? ${banks.join(', ')} are central banks of the ${market} market`,
    expected: `one central bank of the ${market} market, or by: its id`,
  });
  return undefined;
}

const marketOf = (agent: AgentFacts): unknown => (agent.mandate as { market?: unknown } | undefined)?.market;

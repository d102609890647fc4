/** How far limits are, as a table: a row for each limit of a kind, with whoever is nearest to it. */
import type { Headroom } from '../../agents/contract.ts';
import { AGENT_KIND_NAMES } from '../../agents/kind-names.ts';
import { countText, signedText } from '../own-input/number-text.ts';
import { paint } from '../terminal.ts';
import { left, right, textTable, wrapped } from '../text-table.ts';
import type { AgentHeadroom, HeadroomReading } from './headroom-run.ts';

interface Limit extends Headroom {
  readonly agent: string;
  readonly kind: string;
}

export const LIMITS_TITLE = 'How far limits are';
export const LIMITS_LEGEND = 'change of the level that reaches the limit, bp: + a rise; - a fall, or it is passed';

/** In place of the limits: why they are not known, and what would tell. */
export function notShownLines({ why, canBeAsked }: Extract<HeadroomReading, { ok: false }>, width: number): string[] {
  const advice = canBeAsked ? '; --headroom does it' : '';
  return [paint('bold', LIMITS_TITLE), ...wrapped(`not shown: ${why}${advice}`, width)];
}

export function limitLines(
  agents: readonly AgentHeadroom[],
  kindOf: (agent: string) => string | undefined,
  width: number,
): string[] {
  const limits = agents.flatMap(({ agent, headroom }) =>
    headroom.map((each): Limit => ({ ...each, agent, kind: kindOf(agent) ?? 'unknown' })),
  );
  const nameOf = ({ kind, limit, instrument }: Limit): string => `${kind}|${limit}|${instrument}`;
  const groups = [...new Set(limits.map(nameOf))]
    .map((name) => limits.filter((limit) => nameOf(limit) === name))
    .sort((a, b) => rankOf(a) - rankOf(b));
  if (groups.length === 0) return [paint('bold', LIMITS_TITLE), 'nobody has one'];
  const columns = [
    left('kind'),
    left('limit', { dispensable: 4 }),
    left('line'),
    right('nearest', { short: 'bp' }),
    left('who', { dispensable: 3 }),
    right('median', { dispensable: 2 }),
    right('institutions', { short: 'firms', dispensable: 1 }),
  ];
  const [head = '', ...rows] = textTable(columns, groups.map(cellsOf), width);
  return [
    paint('bold', LIMITS_TITLE),
    ...wrapped(LIMITS_LEGEND, width).map((line) => paint('dim', line)),
    paint('dim', head),
    ...rows,
  ];
}

const KINDS: readonly string[] = AGENT_KIND_NAMES;
const rankOf = ([first]: readonly Limit[]): number => KINDS.indexOf(first?.kind ?? '');

function cellsOf(group: readonly Limit[]): string[] {
  const byDistance = [...group].sort((a, b) => a.distanceBp - b.distanceBp);
  const nearest = group.reduce((best, limit) =>
    Math.abs(limit.distanceBp) < Math.abs(best.distanceBp) ? limit : best,
  );
  const middle = byDistance[(byDistance.length - 1) >> 1] as Limit;
  const { kind, limit, instrument } = nearest;
  const distances = [nearest, middle].map(({ distanceBp }) => signedText(distanceBp, 1));
  return [kind, limit, instrument, distances[0] ?? '', nearest.agent, distances[1] ?? '', countText(group.length)];
}

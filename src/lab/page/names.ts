/** Institutions and bonds by the names that people use. */
import type { Manifest } from '../protocol.ts';
import type { Say } from '../strings/say.ts';

/** `risk-parity-02` → "Risk parity 2"; a name of a file that nobody has translated stays as it is. */
export function institutionName({ institutions }: Manifest, index: number, say: Say): string {
  const facts = institutions[index];
  if (facts === undefined) return '';
  const [, group = facts.id, number] = /^(.*?)-(\d+)$/.exec(facts.id) ?? [];
  const name = say.named(`group.${group}`, say.named(`kind.${facts.kind}`, group));
  const hasOwn = say.has(`group.${group}`) || number !== undefined;
  return number === undefined ? (hasOwn ? name : facts.id) : `${name} ${Number(number)}`;
}

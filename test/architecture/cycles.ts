/**
 * Groups of files that import each other in a ring: the strongly connected components of more than one file (or of one
 * that imports itself), each shown as one ring through its first file.
 */

export function findCycles(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const cycles: string[][] = [];
  const seen = new Set<string>();
  for (const start of [...edges.keys()].sort()) {
    if (seen.has(start)) continue;
    const ring = shortestRing(edges, start);
    if (ring === undefined) continue;
    cycles.push(ring);
    for (const file of edges.keys()) if (reaches(edges, start, file) && reaches(edges, file, start)) seen.add(file);
  }
  return cycles;
}

/** Breadth first from `start` until an edge leads back to it. */
function shortestRing(edges: ReadonlyMap<string, readonly string[]>, start: string): string[] | undefined {
  const cameFrom = walk(edges, start);
  const last = [...cameFrom.keys()].find((file) => edges.get(file)?.includes(start));
  if (last === undefined) return undefined;
  const ring: string[] = [];
  for (let file: string | undefined = last; file !== undefined; file = cameFrom.get(file)) ring.unshift(file);
  return ring;
}

function reaches(edges: ReadonlyMap<string, readonly string[]>, from: string, to: string): boolean {
  return walk(edges, from).has(to);
}

/** Every file that `start` leads to → the file that led to it first, in order of distance. */
function walk(edges: ReadonlyMap<string, readonly string[]>, start: string): Map<string, string | undefined> {
  const cameFrom = new Map<string, string | undefined>([[start, undefined]]);
  for (const file of cameFrom.keys()) {
    for (const next of edges.get(file) ?? []) if (!cameFrom.has(next)) cameFrom.set(next, file);
  }
  return cameFrom;
}

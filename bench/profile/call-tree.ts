/** What V8's profilers write, as trees of functions with what each took: the form that the page draws. */
import type { HeapProfiler, Profiler, Runtime } from 'node:inspector';

export interface CallNode {
  readonly name: string;
  /** File and line; empty for what is V8's own. */
  readonly place: string;
  /** Of itself and all that it called: microseconds or bytes. */
  total: number;
  self: number;
  readonly children: CallNode[];
}

/** Less is left out with all that it called: a thousand pixels show no more. */
const LEAST_SHARE = 0.000_5;

export function treeOfTime({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): CallNode {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const micros = new Map<number, number>();
  for (const [at, id] of samples.entries()) micros.set(id, (micros.get(id) ?? 0) + (timeDeltas[at] ?? 0));
  const visit = (id: number): CallNode => {
    const { callFrame, children = [] } = byId.get(id) as Profiler.ProfileNode;
    return nodeOf(callFrame, micros.get(id) ?? 0, children.map(visit));
  };
  return visit((nodes[0] as Profiler.ProfileNode).id);
}

export function treeOfBytes({ head }: HeapProfiler.SamplingHeapProfile): CallNode {
  const visit = ({ callFrame, selfSize, children }: HeapProfiler.SamplingHeapProfileNode): CallNode =>
    nodeOf(callFrame, selfSize, children.map(visit));
  return visit(head);
}

/** Of a folder of the project, `file:line` within it. */
function nodeOf({ functionName, url, lineNumber }: Runtime.CallFrame, self: number, children: CallNode[]): CallNode {
  const file = url.replace(/^.*\/(src|bench|node_modules)\//, '$1/');
  const place = url === '' ? '' : `${file}:${lineNumber + 1}`;
  const total = children.reduce((sum, child) => sum + child.total, self);
  return { name: functionName || '(anonymous)', place, total, self, children };
}

/** Without what is too narrow to be seen, widest first. */
export function pruned(node: CallNode, least = node.total * LEAST_SHARE): CallNode {
  const children = node.children.filter(({ total }) => total >= least).sort((a, b) => b.total - a.total);
  return { ...node, children: children.map((child) => pruned(child, least)) };
}

export interface Site {
  readonly name: string;
  readonly place: string;
  readonly self: number;
  readonly share: number;
}

/** By function, whoever called it; the largest first. */
export function sitesOf(root: CallNode, most: number): Site[] {
  const sites = new Map<string, { name: string; place: string; self: number }>();
  const visit = ({ name, place, self, children }: CallNode): void => {
    const key = `${name} ${place}`;
    const site = sites.get(key) ?? { name, place, self: 0 };
    site.self += self;
    sites.set(key, site);
    for (const child of children) visit(child);
  };
  visit(root);
  return [...sites.values()]
    .filter(({ name, self }) => self > 0 && name !== '(idle)')
    .sort((a, b) => b.self - a.self)
    .slice(0, most)
    .map((site) => ({ ...site, share: site.self / root.total }));
}

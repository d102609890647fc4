/** What `node --trace-deopt` says, counted by function and reason. */

export interface Deoptimisation {
  readonly function: string;
  readonly reason: string;
  readonly times: number;
}

const LINE =
  /^\[bailout \(kind: ([\w-]+), reason: (.*?)\): begin\. deoptimizing \S+ <JSFunction ?(.*?)(?: ?\(sfi = \S+\))?>/;
/** What V8 plans: code that it compiled for a loop on its way and leaves behind it. */
const PLANNED = /prepare for on stack replacement/i;

export function deoptimisationsIn(trace: string): Deoptimisation[] {
  const found = new Map<string, { function: string; reason: string; times: number }>();
  for (const line of trace.split('\n')) {
    const [, kind, reason = '', name = ''] = LINE.exec(line) ?? [];
    if (kind === undefined || PLANNED.test(reason)) continue;
    const key = `${name} ${kind} ${reason}`;
    const one = found.get(key) ?? { function: name || '(anonymous)', reason: `${reason} (${kind})`, times: 0 };
    one.times += 1;
    found.set(key, one);
  }
  return [...found.values()].sort((a, b) => b.times - a.times || (a.function < b.function ? -1 : 1));
}

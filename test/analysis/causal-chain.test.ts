/** Chains as the log gives them: back to the roots, every ancestor once, and orders through what they follow from. */
import { describe, expect, test } from 'vitest';
import { type Chain, ChainCollector, ChainIndex } from '../../src/analysis/why/causal-chain.ts';
import { Field, RECORD_WORDS, RecordKind } from '../../src/events/records.ts';
import type { Seq } from '../../src/units/quantity.ts';
import { HOUR_MS, later } from '../../src/units/time.ts';
import { smallWorld } from '../engine/small-world.ts';
import { RecordedRun } from './recorded-run.ts';

const run = new RecordedRun({}, later(smallWorld().opensAt, 18 * HOUR_MS));

function chainOf(seq: Seq): Chain {
  const index = new ChainIndex(seq);
  run.show(index);
  const collector = new ChainCollector(seq, index);
  run.show(collector);
  return collector.chain();
}

/** Seqs of the records of a kind. */
function recordsOf(kind: RecordKind): { seq: Seq; words: Int32Array }[] {
  return run.batches().flatMap(({ words, firstSeq }) => {
    const starts = Array.from({ length: words.length / RECORD_WORDS }, (_, record) => record);
    return starts
      .map((record) => ({
        seq: (firstSeq + record) as Seq,
        words: words.subarray(record * RECORD_WORDS, (record + 1) * RECORD_WORDS),
      }))
      .filter((record) => record.words[Field.kind] === kind);
  });
}

function check(chain: Chain): void {
  const seqs = chain.nodes.map(({ seq }) => seq);
  expect(new Set(seqs).size, 'every ancestor once').toBe(seqs.length);
  expect(seqs[0]).toBe(chain.target);
  for (const { seq, type, follows_from, root } of chain.nodes) {
    for (const cause of follows_from) {
      expect(cause).toBeLessThan(seq);
      expect(seqs, `${cause}, which ${type} #${seq} follows from`).toContain(cause);
    }
    expect(root !== null, `${type} #${seq} is a root`).toBe(follows_from.length === 0);
  }
  const parents = new Set(chain.nodes.flatMap(({ follows_from }) => follows_from));
  expect(
    seqs.filter((seq) => seq !== chain.target && !parents.has(seq)),
    'nothing that nobody follows from',
  ).toEqual([]);
}

describe('a fill', () => {
  const fills = recordsOf(RecordKind.filled);

  test('follows from both orders, and each order from one control event', () => {
    for (const { seq, words } of fills.slice(0, 40)) {
      const chain = chainOf(seq);
      check(chain);
      const [fill, ...rest] = chain.nodes;
      expect(fill?.type).toBe('OrderFilled');
      const orders = rest.filter(({ type }) => type === 'OrderAccepted' || type === 'OrderAmended');
      expect(orders.map((order) => order.seq).sort()).toEqual([...(fill?.follows_from ?? [])].sort());
      expect(orders).toHaveLength(2);
      const causes = orders.flatMap(({ follows_from }) => follows_from).sort();
      expect(causes).toEqual([words[Field.cause], words[Field.counterCause]].sort());
    }
  });

  test('names who sold to whom, and what the orders were for', () => {
    const chains = fills.slice(0, 40).map(({ seq }) => chainOf(seq as Seq));
    for (const { nodes } of chains)
      expect(nodes[0]?.text).toMatch(/(sold|bought) ¥\S+ of JGB-\d+Y at [\d.]+ (to|from) \S+/);
    expect(chains.some(({ nodes }) => nodes.some(({ rule }) => rule === 'marketMaking'))).toBe(true);
  });
});

test('an order that was withdrawn follows from itself and from what led to the withdrawal', () => {
  const [cancelled] = recordsOf(RecordKind.cancelled);
  const chain = chainOf(cancelled?.seq as Seq);
  check(chain);
  expect(chain.nodes[0]?.follows_from).toContain(cancelled?.words[Field.cause]);
  expect(chain.nodes.some(({ type }) => type === 'OrderAccepted' || type === 'OrderAmended')).toBe(true);
});

test('a decision after a surprise goes back to the announcement, several causes shown as such', () => {
  const decision = run.of('DecisionTaken').find(({ causes }) => causes.length > 1);
  const chain = chainOf(decision?.seq as Seq);
  check(chain);
  const { nodes, roots } = chain;
  const rootTypes = nodes.filter(({ seq }) => roots.includes(seq)).map(({ type, root }) => [type, root]);
  expect(rootTypes).toContainEqual(['FiscalShockAnnounced', 'announcement']);
  expect(rootTypes).toContainEqual(['ClockTicked', 'calendar']);
  expect(nodes[0]).toMatchObject({ type: 'DecisionTaken', agent_kind: 'vigilante', rule: 'vigilante.signal' });
  expect(nodes[0]?.numbers.map(({ name, unit }) => [name, unit])).toContainEqual(['believed', 'bp']);
});

test('a root is its own chain', () => {
  const chain = chainOf(run.of('FiscalShockAnnounced')[0]?.seq as Seq);
  expect(chain.nodes).toHaveLength(1);
  expect(chain.roots).toEqual([chain.target]);
  expect(chain.nodes[0]?.text).toContain('An unfunded tax cut: 0.78% of output a year for 2 years');
});

test('a seq that the log does not have is not reached', () => {
  const index = new ChainIndex(999_999_999 as Seq);
  run.show(index);
  expect(index.isDone).toBe(false);
});

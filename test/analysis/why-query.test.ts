/** Simple questions to a run: their grammar, their names, and what answers them. */
import { describe, expect, test } from 'vitest';
import { QuoteBoard } from '../../src/analysis/quote-board.ts';
import { QueryMatches } from '../../src/analysis/why/query-matches.ts';
import { type ReadQuery, readQuery } from '../../src/analysis/why/why-query.ts';
import { Field, RECORD_WORDS, RecordKind, SELL, sideOf } from '../../src/events/records.ts';
import { parseIsoTime } from '../../src/units/time.ts';
import { SMALL_WORLD, smallWorld } from '../engine/small-world.ts';
import { RecordedRun } from './recorded-run.ts';

describe('a question', () => {
  test('has a subject, a verb and mostly an object, and may have a date or a time', () => {
    expect(readQuery('risk-parity sells UST 2026-01-20')).toMatchObject({
      ok: true,
      subject: 'risk-parity',
      verb: 'sells',
      object: 'UST',
      when: { kind: 'date' },
    });
    const at = parseIsoTime('2026-01-20T04:37Z') ?? 0;
    const five = 300_000;
    expect(readQuery('dealer quotes JGB-30Y 2026-01-20T13:37+09:00')).toMatchObject({
      when: { kind: 'tick', from: at - (at % five), to: at - (at % five) + five },
    });
    expect(readQuery(' dealer  breaches ')).toMatchObject({ ok: true, object: undefined, when: undefined });
    expect(readQuery('dealer breaches 2026-01-20')).toMatchObject({
      ok: true,
      object: undefined,
      when: { kind: 'date' },
    });
  });

  test.each([
    ['dealer', 'is no question'],
    ['', 'is no question'],
    ['dealer sell jgb', 'there is no verb "sell"; did you mean "sells"?'],
    ['dealer sells', 'sells what?'],
    ['dealer sells jgb ust', '"ust" is one word too many'],
    ['dealer sells jgb 2026-02-30', '"2026-02-30" is no date and no time'],
    ['dealer sells jgb 2026-01-20T13:37', 'it has no zone'],
  ])('"%s" is refused: %s', (text, message) => {
    const read = readQuery(text);
    expect(read.ok).toBe(false);
    expect('message' in read && read.message).toContain(message);
  });
});

describe('asked of a day of the small world', () => {
  // Desks with capacity enough to trade on that day.
  const scenario = smallWorld(SMALL_WORLD.replace('kind: curveRv, count: 2', 'kind: curveRv, count: 12'));
  const run = new RecordedRun({ scenario });
  const ask = (text: string): QueryMatches => {
    const query = readQuery(text);
    expect(query, text).toMatchObject({ ok: true });
    const matching = new QueryMatches(query as ReadQuery);
    run.show(matching);
    return matching;
  };

  test('names of kinds in either spelling, of groups and of one institution mean the same institutions', () => {
    const [camel, kebab, group] = ['curveRv', 'curve-rv', 'curve'].map((name) => ask(`${name} sells jgb`).matches());
    expect(camel?.length).toBeGreaterThan(0);
    expect(kebab).toEqual(camel);
    expect(group).toEqual(camel);
    const agent = camel?.[0]?.agent ?? '';
    const own = ask(`${agent} sells jgb`).matches();
    expect(own).toEqual(camel?.filter((match) => match.agent === agent));
  });

  test.each([
    ['vigilant sells jgb', 'there is no institution or kind "vigilant"; did you mean "vigilante"?'],
    ['vigilante sells jbg', 'there is no market or bond "jbg"; did you mean "jgb"?'],
    ['vigilante sells JGB-31Y', 'did you mean "JGB-30Y"?'],
  ])('"%s": %s', (text, message) => {
    expect(ask(text).flaw?.message).toContain(message);
    expect(ask(text).matches()).toEqual([]);
  });

  test('sales are all fills of the seller, at the value of a basis point of their date, the largest first', () => {
    const matches = ask('vigilante sells JGB-30Y').matches();
    expect(matches.length).toBeGreaterThan(1);
    const sizes = matches.map(({ size }) => size);
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    const face = matches.reduce((sum, match) => sum + match.face, 0);
    expect(face).toBe(soldBy('vigilante', 'JGB-30Y'));
    for (const { dv01, unit, follows_from } of matches) {
      expect(dv01).toBeGreaterThan(0);
      expect(unit).toBe('JPY per bp');
      expect(follows_from).toBeGreaterThan(0);
    }
  });

  test('a date is the business date of the market, a time is its five minutes', () => {
    const all = ask('noise sells JGB-10Y').matches();
    const first = ask('noise sells JGB-10Y 2026-01-19').matches();
    const second = ask('noise sells JGB-10Y 2026-01-20').matches();
    expect(first.length).toBeGreaterThan(0);
    expect(first.length + second.length).toBe(all.length);
    const [at = ''] = second.map(({ from }) => from);
    const tick = ask(`noise sells JGB-10Y ${at}`).matches();
    expect(tick.length).toBeGreaterThan(0);
    for (const { from } of tick) expect(Date.parse(from) - Date.parse(at)).toBeLessThan(300_000);
  });

  test('where nothing answers it, the dates are known on which it happened', () => {
    const none = ask('noise sells JGB-10Y 2026-01-21');
    expect(none.matches()).toEqual([]);
    expect(none.otherDates).toEqual(['2026-01-19', '2026-01-20']);
  });

  test('bids and awards at an auction count like trades; the issuer sells as one', () => {
    const bids = ask('dealer bids JGB-20Y').matches();
    expect(new Set(bids.map(({ agent }) => agent)).size).toBe(3);
    expect(bids.reduce((sum, { count }) => sum + count, 0)).toBe(
      run.of('BidSubmitted').filter(({ agent }) => agent.startsWith('dealers')).length,
    );
    const [issue, ...others] = ask('mof sells JGB-20Y').matches();
    expect(others).toEqual([]);
    const awarded = run.of('BidAllotted').reduce((sum, award) => sum + award.face, 0);
    expect(issue?.face).toBe(awarded);
  });

  test('quotes are orders that make a market', () => {
    const [largest] = ask('dealer quotes JGB-30Y 2026-01-20').matches();
    expect(largest).toMatchObject({ agent_kind: 'dealer', bond: 'JGB-30Y' });
    expect(ask('vigilante quotes JGB-30Y').matches()).toEqual([]);
  });

  test('limits and stops are asked of an institution, or of one that holds the line', () => {
    for (const [verb, type] of [
      ['breaches', 'RiskLimitBreached'],
      ['stops', 'StopLossTriggered'],
    ] as const) {
      const events = run.of(type).length;
      const kinds = ['dealer', 'vigilante', 'megabank', 'curve-rv', 'noise'];
      const found = kinds.flatMap((kind) => [...ask(`${kind} ${verb} jgb`).matches()]);
      expect(found.length, verb).toBe(events);
    }
  });

  /** By hand: all fills and awards whose seller is of the kind. */
  function soldBy(kind: string, bond: string): number {
    const board = new QuoteBoard();
    const agents = run.of('AgentJoined');
    for (const event of run.of('InstrumentListed')) board.control(event);
    let face = 0;
    for (const { words } of run.batches()) {
      for (let at = 0; at < words.length; at += RECORD_WORDS) {
        if (words[at + Field.kind] !== RecordKind.filled) continue;
        const listing = board.listing(words[at + Field.instrument] as number);
        const seller = sideOf(words[at + Field.terms] as number) === SELL ? Field.owner : Field.counterOwner;
        const isMeant = agents[words[at + seller] as number]?.kind === kind && listing.instrument === bond;
        if (isMeant) face += (words[at + Field.quantity] as number) * listing.lotFace;
      }
    }
    return face;
  }
});

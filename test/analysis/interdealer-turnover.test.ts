/** What dealers trade with each other, against a count of the fills one by one. */
import { expect, test } from 'vitest';
import { InterdealerTurnover } from '../../src/analysis/interdealer-turnover.ts';
import { QuoteBoard } from '../../src/analysis/quote-board.ts';
import { Field, RECORD_WORDS, RecordKind } from '../../src/events/records.ts';
import { SMALL_WORLD, smallWorld } from '../engine/small-world.ts';
import { RecordedRun } from './recorded-run.ts';

test('only fills between two dealers count, each once, by line and date', () => {
  // Dealers with little room trade with each other; in a calm world they seldom do.
  const scenario = smallWorld(SMALL_WORLD.replace('sharedBySize: ¥1000m/bp', 'sharedBySize: ¥400m/bp'));
  const run = new RecordedRun({ scenario });
  const board = new QuoteBoard();
  const table = new InterdealerTurnover(board);
  const kinds: string[] = [];
  const counted = new Map<string, number>();
  let others = 0;
  run.show({
    control: (event) => {
      board.control(event);
      table.control(event);
      if (event.type === 'AgentJoined') kinds.push(event.kind);
    },
    batch: (batch) => {
      table.batch(batch);
      for (let at = batch.from; at < batch.to; at += RECORD_WORDS) {
        const word = (field: number): number => batch.words[at + field] as number;
        if (word(Field.kind) !== RecordKind.filled) continue;
        const { instrument, lotFace } = board.listing(word(Field.instrument));
        const isBoth = kinds[word(Field.owner)] === 'dealer' && kinds[word(Field.counterOwner)] === 'dealer';
        if (isBoth) counted.set(instrument, (counted.get(instrument) ?? 0) + word(Field.quantity) * lotFace);
        else others += 1;
      }
    },
  });
  const sums = new Map<string, number>();
  for (const { bond, volume_face } of table.rows()) sums.set(bond, (sums.get(bond) ?? 0) + volume_face);
  expect(others).toBeGreaterThan(0);
  expect(counted.size).toBeGreaterThan(0);
  expect(sums).toEqual(counted);
  expect(table.rows().map(({ date }) => date)).toEqual(
    table
      .rows()
      .map(({ date }) => date)
      .sort(),
  );
});

/** R15: several damaged bytes in a row anywhere in logs of 64 KiB to half a megabyte are refused, in their place. */
import { checkRefused, overwritten } from '../events/damage.ts';
import { dice, randomRunOfRecords } from '../events/random-run.ts';
import { type RecordedLog, recordLog } from '../events/recorded-log.ts';
import type { SoakRow } from './soak-row.ts';

const DAMAGES_PER_LOG = 200;

export function damageRow(): SoakRow {
  let kept: { readonly content: number; readonly log: RecordedLog } | undefined;
  let bytes = 0;
  return {
    id: 'R15',
    title: 'damaged bytes in larger logs, refused in their place',
    check(number) {
      const content = Math.floor(number / DAMAGES_PER_LOG);
      if (kept?.content !== content) kept = { content, log: largerLog(content) };
      checkRefused(kept.log, overwritten(kept.log, dice(number)), `case ${number}`);
      bytes += kept.log.bytes.length;
    },
    figures: () => `${Math.round(bytes / 1e6)} MB read`,
  };
}

function largerLog(seed: number): RecordedLog {
  const roll = dice(seed);
  for (let warmUp = 0; warmUp < 16; warmUp++) roll(2);
  return recordLog(randomRunOfRecords(seed, 30 + roll(300), 24 + roll(150)), 2_000 + roll(30_000));
}

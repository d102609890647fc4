/** `--at` and `--until`: a seq (all digits), a time with its zone, or a date alone, which means 00:00 UTC. */
import { parseIsoDate } from '../units/civil-date.ts';
import { SEQ_MAX, type Seq, type SimTime, seq } from '../units/quantity.ts';
import { isoTime, parseIsoTime, startOfDay } from '../units/time.ts';
import { type BadInput, badArgument } from './bad-input.ts';

export type Moment = { readonly kind: 'seq'; readonly seq: Seq } | { readonly kind: 'time'; readonly at: SimTime };

export function readMoment(argument: string, text: string): { readonly ok: true; readonly moment: Moment } | BadInput {
  if (/^[0-9]+$/.test(text)) {
    const value = Number(text);
    if (value >= 1 && value <= SEQ_MAX) return { ok: true, moment: { kind: 'seq', seq: seq(value) } };
    return bad(argument, text, `"${text}" is no seq`, `a seq from 1 to ${SEQ_MAX}`);
  }
  const date = parseIsoDate(text);
  const at = date === undefined ? parseIsoTime(text) : startOfDay(date);
  if (at !== undefined) return { ok: true, moment: { kind: 'time', at } };
  const zoneless = parseIsoTime(`${text}Z`) === undefined ? '' : ': it has no zone';
  return bad(
    argument,
    text,
    `"${text}" is no moment${zoneless}`,
    'a seq, a date, or a time such as 2026-01-20T12:35+09:00',
  );
}

export const momentText = (moment: Moment): string => (moment.kind === 'seq' ? String(moment.seq) : isoTime(moment.at));

const bad = (argument: string, found: string, message: string, expected: string): BadInput =>
  badArgument({ argument, found, message, expected });

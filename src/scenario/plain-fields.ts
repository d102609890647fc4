/**
 * Fields of a scenario file that hold no quantity: names, texts, times and dates, and an entry's own notes.
 */
import { z } from 'zod';
import { parseIsoDate } from '../units/civil-date.ts';
import { parseIsoTime } from '../units/time.ts';
import { describe } from './zod-problems.ts';

/** One line of text without control characters. */
export const textField = (description: string) =>
  z
    .string()
    .min(1, 'must not be empty')
    .max(300, 'too long: at most 300 characters')
    .refine((text) => !/\p{Cc}/u.test(text), {
      error: 'no line breaks or control characters',
      params: { expected: 'one line of text' },
    })
    .describe(description);

/** Lower-case words joined by hyphens, as in `life-insurers`. */
export const idField = (description: string) =>
  z
    .string()
    .max(64, 'too long: at most 64 characters')
    .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, 'an id is lower-case words joined by hyphens, such as regional-banks')
    .describe(description);

export const timeField = (description: string) =>
  z
    .string()
    .transform(
      (text, ctx) => parseIsoTime(text) ?? refuse(ctx, text, 'a time with its zone, such as 2026-01-16T15:00+09:00'),
    )
    .meta({ description: `${description} (2026-01-16T15:00+09:00)` });

export const dateField = (description: string) =>
  z
    .string()
    .transform((text, ctx) => parseIsoDate(text) ?? refuse(ctx, text, 'a date, such as 2026-01-20'))
    .meta({ description: `${description} (2026-01-20)` });

function refuse(ctx: z.RefinementCtx, text: string, expected: string): never {
  ctx.addIssue({ code: 'custom', message: `expected ${expected}, found ${describe(text)}`, params: { expected } });
  return z.NEVER;
}

/** Where an entry's numbers come from; covers every plain number in it. */
export const annotations = {
  source: textField('where the numbers of this entry come from').optional(),
  assumed: z.literal(true).optional().describe('true: the numbers of this entry are our assumption'),
  note: textField('anything a reader should know').optional(),
};

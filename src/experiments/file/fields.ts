/** Fields that experiment files have and scenarios have not: dates that stay texts, lists of seeds, names that become columns. */
import { z } from 'zod';
import { describe } from '../../scenario/zod-problems.ts';
import { parseIsoDate } from '../../units/civil-date.ts';
import { parseIsoTime } from '../../units/time.ts';
import { seedsOf } from '../arm.ts';

const refuse = (ctx: z.RefinementCtx, found: unknown, expected: string): never => {
  ctx.addIssue({ code: 'custom', message: `expected ${expected}, found ${describe(found)}`, params: { expected } });
  return z.NEVER;
};

/** Of the business date in the market's own city. */
export const dateText = (description: string) =>
  z
    .string()
    .transform((text, ctx) =>
      parseIsoDate(text) === undefined ? refuse(ctx, text, 'a date, such as 2026-01-20') : text,
    )
    .meta({ description: `${description} (2026-01-20)` });

export const timeText = (description: string) =>
  z
    .string()
    .transform((text, ctx) =>
      parseIsoTime(text) === undefined
        ? refuse(ctx, text, 'a time with its zone, such as 2026-01-20T15:00+09:00')
        : text,
    )
    .meta({ description: `${description} (2026-01-20T15:00+09:00)` });

/** `1001-1200`, `1,5,9-12`, or one seed. */
export const seedList = (description: string) =>
  z
    .union([z.string(), z.int()])
    .transform((given, ctx) => seedsOf(String(given)) ?? refuse(ctx, given, 'seeds, such as 1001-1200 or 1,5,9-12'))
    .meta({ description: `${description} (1001-1200)` });

const COLUMN = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/;
/** Lower-case words joined by underscores: names of columns that SQL takes without quotes. */
export const columnName = z
  .string()
  .max(64, 'too long: at most 64 characters')
  .regex(COLUMN, 'a name here becomes a column: lower-case words joined by underscores, such as ust_30y');

const ARM = /^[A-Za-z][A-Za-z0-9]*(?:[-.][A-Za-z0-9]+)*$/;
/** Names of arms become folders. */
export const armName = z
  .string()
  .max(64, 'too long: at most 64 characters')
  .regex(ARM, 'a name here becomes a folder: letters and digits, joined by hyphens or dots, such as no-insurers');

/**
 * The scenario file as a whole: its sections, for reading, for `--set` and for editors' completion.
 *
 * Reading goes section by section and entry by entry, so that one fault hides no other; the full schema here is the same
 * entries put together, with every kind's own mandate.
 */
import { z } from 'zod';
import { LOOP_NAMES, LOOPS } from '../agents/loops.ts';
import { BOND_MARKETS } from '../units/quantity.ts';
import { agentBody, type ScenarioKinds } from './agent-entry.ts';
import { announcementEntry } from './announcement-entry.ts';
import { auctionEntry, operationEntry } from './auctions/auction-entry.ts';
import { purchaseEntry } from './auctions/purchase-calendar.ts';
import { instrumentEntry } from './instrument-entry.ts';
import { interventionEntry } from './interventions/intervention-entry.ts';
import { marketEntry } from './market-entry.ts';
import { idField, textField, timeField } from './plain-fields.ts';

const loop = z.literal(['on', 'off', true, false]).optional();
export const loopsSection = z.strictObject(
  Object.fromEntries(LOOP_NAMES.map((name) => [name, loop.describe(LOOPS[name])])),
);

const header = {
  schemaVersion: z.literal(1).describe('version of this format'),
  id: idField('name of the scenario, as in its file name'),
  title: textField('what happens, in a line'),
  note: textField('anything a reader should know').optional(),
  opens: timeField('first moment'),
  ends: timeField('last moment'),
};

const entries = z.record(z.string(), z.unknown());
const list = z.array(z.unknown());

/** The file with its sections unread. */
export const outline = z.strictObject({
  ...header,
  markets: entries,
  instruments: entries,
  agents: entries.default({}),
  announcements: list.default([]),
  auctions: list.default([]),
  operations: list.default([]),
  purchases: entries.default({}),
  loops: z.unknown().optional(),
  interventions: list.optional(),
});

/** The file in full. */
export function scenarioFile(kinds: ScenarioKinds) {
  const agents = Object.entries(kinds).map(([kind, { mandate }]) => {
    const needed = mandate.safeParse({}).success ? mandate.optional() : mandate;
    return z.strictObject({ kind: z.literal(kind), mandate: needed, ...agentBody });
  });
  return z.strictObject({
    ...header,
    markets: z
      .strictObject(Object.fromEntries(BOND_MARKETS.map((market) => [market, marketEntry.optional()])))
      .describe('bond markets'),
    instruments: z.record(z.string(), instrumentEntry).describe('what trades, by id'),
    agents: z
      .record(z.string(), z.discriminatedUnion('kind', agents as [(typeof agents)[0], ...typeof agents]))
      .describe('institutions and groups of them, by id'),
    announcements: z.array(announcementEntry).default([]).describe('facts that become known'),
    auctions: z.array(auctionEntry).default([]).describe('what the issuers sell'),
    operations: z.array(operationEntry).default([]).describe('what central banks and debt offices buy'),
    purchases: z.record(z.string(), purchaseEntry).default({}).describe('calendars of operations, by name'),
    loops: loopsSection.optional().describe('feedback loops that are switched off'),
    interventions: z.array(interventionEntry).optional().describe('what a fork changes on the way; written by fork'),
  });
}

/** The topics of the suite, in the order in which they run; each is the file `<name>.bench.ts`. */
export const TOPICS = [
  'matching',
  'mixes',
  'depth',
  'endurance',
  'observers',
  'log',
  'auctions',
  'ledger',
  'decisions',
  'bonds',
  'runs',
  'seeking',
] as const;
export type TopicName = (typeof TOPICS)[number];

/** What the gates are about. */
export const GATED: readonly TopicName[] = ['matching', 'depth', 'endurance', 'observers'];

export const isTopic = (name: string): name is TopicName => (TOPICS as readonly string[]).includes(name);

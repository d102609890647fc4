/** One run of an arm: the scenario's text and settings to an extract. Pure: the same text, settings and seed, the same extract. */
import type { AnyAgentKind } from '../agents/contract.ts';
import type { AgentKindName } from '../agents/kind-names.ts';
import { AGENT_KINDS } from '../agents/kinds.ts';
import type { RunExtract } from '../analysis/episodes/run-extract.ts';
import { RunExtractor } from '../analysis/episodes/run-extractor.ts';
import type { RunTables } from '../analysis/episodes/run-tables.ts';
import { extraHolidaysOf } from '../analysis/quote-board.ts';
import { Simulation } from '../engine/simulation.ts';
import { Hash128 } from '../math/digest.ts';
import type { Setting } from '../scenario/apply-settings.ts';
import { readChangedScenario } from '../scenario/read-scenario.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { seed } from '../units/quantity.ts';
import { parseIsoTime } from '../units/time.ts';
import type { Arm } from './arm.ts';
import { execution } from './validation/execution.ts';

type Kinds = Readonly<Partial<Record<AgentKindName, AnyAgentKind>>>;

/** By the path that `--agents` takes from the root of a clone. */
const AGENTS: Readonly<Record<string, Kinds>> = {
  'src/experiments/validation/execution.ts': { regionalBank: execution },
};

export interface ReadArm {
  readonly scenario: Scenario;
  /** 32 hex digits over the resolved scenario: settings are part of it. */
  readonly digest: string;
  readonly kinds?: Kinds;
  /** True where its runs leave a sheet of stylised facts. */
  readonly withFacts?: boolean;
}

/** What is wrong with an arm is our mistake or a scenario's change: said at once, with the first fault. */
export class ArmFault extends Error {}

/** @param text Of the scenario's file. */
export function readArm(arm: Arm, text: string): ReadArm {
  const settings = arm.settings.map(settingOf);
  const kinds = arm.agents === undefined ? undefined : AGENTS[arm.agents];
  const read = readChangedScenario(text, settings, `${arm.scenario}.yaml`, { ...AGENT_KINDS, ...kinds });
  if (!read.ok) {
    const [first] = read.errors;
    throw new ArmFault(`arm ${arm.name}: ${first?.file}:${first?.line}:${first?.column}: ${first?.message}`);
  }
  if (arm.until !== undefined && parseIsoTime(arm.until) === undefined) {
    throw new ArmFault(`arm ${arm.name}: "${arm.until}" is no time`);
  }
  const hash = new Hash128();
  hash.text(read.digestText);
  return {
    scenario: read.scenario,
    digest: hash.hex,
    ...(kinds === undefined ? {} : { kinds }),
    ...(arm.withFacts === true ? { withFacts: true } : {}),
  };
}

function settingOf(text: string): Setting {
  const equals = text.indexOf('=');
  return { path: text.slice(0, equals), valueText: text.slice(equals + 1) };
}

/** Throws `SimulationFault`. */
export const measuredRun = ({ scenario, withFacts, kinds }: ReadArm, number: number, until?: string): RunExtract =>
  finishedRun(scenario, number, { until, withFacts, kinds }).extract;

interface RunOptions {
  readonly until?: string | undefined;
  readonly withFacts?: boolean | undefined;
  readonly kinds?: Kinds | undefined;
}

/** The same with its tables. Throws `SimulationFault`. */
export function finishedRun(
  scenario: Scenario,
  number: number,
  { until, withFacts = false, kinds = {} }: RunOptions = {},
): { readonly extract: RunExtract; readonly tables: RunTables } {
  const extraHolidays = extraHolidaysOf(scenario);
  const extractor = new RunExtractor({ extraHolidays, withFacts, books: () => run.world.parts.books });
  const run: Simulation = new Simulation({
    scenario,
    seed: seed(number),
    kinds,
    observe: (stream) => {
      stream.events$.subscribe((event) => extractor.control(event));
      stream.batches$.subscribe((batch) => extractor.batch(batch));
    },
  });
  run.advance((until === undefined ? undefined : parseIsoTime(until)) ?? scenario.endsAt);
  return { extract: extractor.extract(run.digest), tables: extractor.tables() };
}

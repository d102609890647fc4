/**
 * Every version of every event type that a log may hold, and the way from an old one to today's.
 *
 * An upcaster takes one type from one version to the next, a succession takes the last version of a type that is no more
 * to a type that has come in its place. Neither is ever changed once released; a reader applies them in a chain, so that
 * logs of every released format stay readable. They see fields, never `seq`, `at` or `causes`: an event stays one event.
 * After Greg Young, "Versioning in an Event Sourced System", chapter "Basic Type Based Versioning". How a maintainer
 * adds one: `docs/log-format.md`.
 */
import { assert } from '../units/assert.ts';
import type { EventLayout, FieldKind, FieldValue, PlainEvent } from './field-kinds.ts';
import { EVENTS } from './fields.ts';
import type { MarketEvent } from './vocabulary.ts';

export type PlainFields = Readonly<Record<string, FieldValue>>;

export interface Upcaster {
  readonly type: string;
  /** The version that it reads; it writes `from + 1`. */
  readonly from: number;
  /** The fields of version `from`, in their order in the log. */
  readonly fields: Readonly<Record<string, FieldKind>>;
  up(fields: PlainFields): PlainFields;
}

/** For a type that is no more: renamed, split in several, or joined with another. Its name and number stay taken. */
export interface Succession {
  readonly type: string;
  readonly code: number;
  /** The last version that it had. */
  readonly from: number;
  readonly fields: Readonly<Record<string, FieldKind>>;
  /** The types that it may be since. They may be no more themselves, but never lead back. */
  readonly to: readonly string[];
  /** What it is since: one of `to`; `version` is the one that the new type had when it came. */
  succeed(fields: PlainFields): { readonly type: string; readonly version: number; readonly fields: PlainFields };
}

/** What the catalogue needs of the table of events; tests inject made-up types. */
export type PlainTable = Readonly<
  Record<
    string,
    { readonly code: number; readonly version: number; readonly fields: Readonly<Record<string, FieldKind>> }
  >
>;

/** No type has changed since the first release of the format. */
export const UPCASTERS: readonly Upcaster[] = [];
const SUCCESSIONS: readonly Succession[] = [];

export type LayoutAnswer =
  | { readonly layout: EventLayout }
  | { readonly unknown: 'type' }
  | { readonly unknown: 'version'; readonly type: string; readonly newest: number };

export class Catalogue {
  private readonly current = new Map<string, EventLayout>();
  /** By code, then by version (0 is empty). */
  private readonly versions: (readonly (EventLayout | undefined)[] | undefined)[] = [];
  private readonly steps = new Map<string, Upcaster | Succession>();

  constructor(table: PlainTable, upcasters: readonly Upcaster[], successions: readonly Succession[] = []) {
    const former = new Map(successions.map((step) => [step.type, step]));
    for (const step of successions) {
      assert(table[step.type] === undefined, `${step.type} has a successor and is in the table`);
      this.take(step);
    }
    assertTheyEnd(table, former);
    for (const step of upcasters) {
      const newest = table[step.type]?.version ?? former.get(step.type)?.from ?? 0;
      const key = keyOf(step.type, step.from);
      assert(step.from >= 1 && step.from < newest, `the upcaster of ${key} leads beyond version ${newest}`);
      this.take(step);
    }
    for (const { type, code, from, fields } of successions) this.enter(type, { code, version: from, fields });
    for (const [type, row] of Object.entries(table)) this.current.set(type, this.enter(type, row));
  }

  /** Today's layout of an event type. */
  layoutOf(type: string): EventLayout {
    const layout = this.current.get(type);
    assert(layout !== undefined, `event type ${type} is not in the table`);
    return layout;
  }

  /** The layout that a log's (code, version) means, or why it means nothing to this program. */
  find(code: number, version: number): LayoutAnswer {
    const versions = this.versions[code];
    if (versions === undefined) return { unknown: 'type' };
    const newest = versions.length - 1;
    const layout = versions[version];
    if (layout !== undefined) return { layout };
    return { unknown: 'version', type: (versions[newest] as EventLayout).type, newest };
  }

  /** An event as an old log holds it → as today's program knows it. */
  upcast(layout: EventLayout, event: PlainEvent): MarketEvent {
    if (this.current.get(layout.type) === layout) return event as unknown as MarketEvent;
    const { seq, at, type: _, causes, ...stored } = event;
    let { type, version } = layout;
    let fields: PlainFields = stored;
    for (let step = this.stepFrom(type, version); step !== undefined; step = this.stepFrom(type, version)) {
      if ('up' in step) [fields, version] = [step.up(fields), version + 1];
      else {
        ({ type, version, fields } = step.succeed(fields));
        assert(step.to.includes(type), `${step.type} is succeeded by ${type}, which it does not name`);
      }
    }
    const today = this.layoutOf(type);
    const isWhole = version === today.version && isOf(today, fields);
    const was = keyOf(layout.type, layout.version);
    assert(isWhole, `${was} is brought up to ${keyOf(type, version)} with ${Object.keys(fields).join(', ')}`);
    return { seq, at, type, causes, ...fields } as unknown as MarketEvent;
  }

  private stepFrom(type: string, version: number): Upcaster | Succession | undefined {
    return this.steps.get(keyOf(type, version));
  }

  private take(step: Upcaster | Succession): void {
    const key = keyOf(step.type, step.from);
    assert(!this.steps.has(key), `two upcasters read ${key}`);
    this.steps.set(key, step);
  }

  /** All versions of a type; returns the last. */
  private enter(type: string, row: PlainTable[string]): EventLayout {
    assert(Number.isInteger(row.code) && row.code > 0 && row.code < 2 ** 16, `${type} has no 16-bit code: ${row.code}`);
    assert(this.versions[row.code] === undefined, `two event types have the code ${row.code}`);
    const layouts: (EventLayout | undefined)[] = [undefined];
    for (let version = 1; version <= row.version; version++) {
      const fields = version === row.version ? row.fields : this.stepFrom(type, version)?.fields;
      assert(fields !== undefined, `${type} is at version ${row.version}, but no upcaster reads version ${version}`);
      layouts.push({
        type,
        code: row.code,
        version,
        fields: Object.entries(fields).map(([name, kind]) => ({ name, kind })),
      });
    }
    this.versions[row.code] = layouts;
    return layouts[row.version] as EventLayout;
  }
}

/** Each way from a type that is no more ends at one in the table: no way is longer than there are such types. */
function assertTheyEnd(table: PlainTable, former: ReadonlyMap<string, Succession>): void {
  let reached = new Set(former.keys());
  for (let step = 0; step < former.size; step++) {
    const next = [...reached].flatMap((type) => former.get(type)?.to ?? []);
    const lost = next.find((type) => table[type] === undefined && !former.has(type));
    assert(lost === undefined, `${lost} succeeds a type and is not in the table`);
    reached = new Set(next.filter((type) => former.has(type)));
  }
  assert(reached.size === 0, `types that are no more lead to each other: ${[...reached].join(', ')}`);
}

/** These fields and no others. */
const isOf = ({ fields: layout }: EventLayout, fields: PlainFields): boolean =>
  layout.length === Object.keys(fields).length && layout.every(({ name }) => fields[name] !== undefined);

const keyOf = (type: string, version: number): string => `${type} ${version}`;

export const CATALOGUE = new Catalogue(EVENTS, UPCASTERS, SUCCESSIONS);

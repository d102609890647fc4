/**
 * Every version of every event type that a log may hold, and the way from an old one to today's.
 *
 * An upcaster takes one type from one version to the next and is never changed once released; a reader applies them in
 * a chain, so that logs of every released format stay readable. It sees fields, never `seq`, `at` or `causes`.
 * After Greg Young, "Versioning in an Event Sourced System", chapter "Basic Type Based Versioning".
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

/** What the catalogue needs of the table of events; tests inject made-up types. */
export type PlainTable = Readonly<
  Record<
    string,
    { readonly code: number; readonly version: number; readonly fields: Readonly<Record<string, FieldKind>> }
  >
>;

/** No type has changed since the first release of the format. */
export const UPCASTERS: readonly Upcaster[] = [];

export type LayoutAnswer =
  | { readonly layout: EventLayout }
  | { readonly unknown: 'type' }
  | { readonly unknown: 'version'; readonly type: string; readonly newest: number };

export class Catalogue {
  private readonly current = new Map<string, EventLayout>();
  /** By code, then by version (0 is empty). */
  private readonly versions: (readonly (EventLayout | undefined)[] | undefined)[] = [];
  private readonly steps = new Map<string, Upcaster>();

  constructor(table: PlainTable, upcasters: readonly Upcaster[]) {
    for (const step of upcasters) {
      const key = `${step.type} ${step.from}`;
      const newest = table[step.type]?.version ?? 0;
      assert(!this.steps.has(key), `two upcasters read ${key}`);
      assert(step.from >= 1 && step.from < newest, `the upcaster of ${key} leads beyond version ${newest}`);
      this.steps.set(key, step);
    }
    for (const [type, row] of Object.entries(table)) this.enter(type, row);
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
    const { version: newest } = this.layoutOf(layout.type);
    if (layout.version === newest) return event as unknown as MarketEvent;
    const { seq, at, type, causes, ...stored } = event;
    let fields: PlainFields = stored;
    for (let version = layout.version; version < newest; version++) {
      fields = (this.steps.get(`${layout.type} ${version}`) as Upcaster).up(fields);
    }
    return { seq, at, type, causes, ...fields } as unknown as MarketEvent;
  }

  private enter(type: string, row: PlainTable[string]): void {
    assert(Number.isInteger(row.code) && row.code > 0 && row.code < 2 ** 16, `${type} has no 16-bit code: ${row.code}`);
    assert(this.versions[row.code] === undefined, `two event types have the code ${row.code}`);
    const layouts: (EventLayout | undefined)[] = [undefined];
    for (let version = 1; version <= row.version; version++) {
      const fields = version === row.version ? row.fields : this.steps.get(`${type} ${version}`)?.fields;
      assert(fields !== undefined, `${type} is at version ${row.version}, but no upcaster reads version ${version}`);
      layouts.push({
        type,
        code: row.code,
        version,
        fields: Object.entries(fields).map(([name, kind]) => ({ name, kind })),
      });
    }
    this.versions[row.code] = layouts;
    this.current.set(type, layouts[row.version] as EventLayout);
  }
}

export const CATALOGUE = new Catalogue(EVENTS, UPCASTERS);

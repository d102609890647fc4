/**
 * Whoever is closest to a forced trade, a bar each: full means that the limit is reached. Ink grows heavier towards it: grey,
 * hatched from four fifths, solid. How far it is stands beside the bar in market units: what the market must do.
 */
import { type DataTable, numbers, words } from '../../report/page/data-table.ts';
import { element, setText } from '../page/element.ts';
import type { Lab } from '../page/lab.ts';
import type { LabState } from '../page/lab-state.ts';
import { institutionName } from '../page/names.ts';
import { LIMIT_NAMES, type Limits } from '../protocol.ts';
import { badgeOf } from '../theme/badges.ts';
import { bondName } from './bond-lines.ts';

const NEAR = 0.8;

export interface LimitRow {
  readonly institution: number;
  readonly limit: (typeof LIMIT_NAMES)[number];
  readonly line: number;
  readonly distanceBp: number;
  readonly used: number;
  readonly isActing: boolean;
}

/** Reaching these is a chance to buy, or a reason to help; nobody has to sell. */
const VOLUNTARY: ReadonlySet<string> = new Set(['yield floor', 'disorder']);

/** The nearest limit of each institution that leaves it no choice. */
export function limitRows(limits: Limits, most: number): LimitRow[] {
  const rows = new Map<number, LimitRow>();
  for (const [at, institution] of limits.institution.entries()) {
    const limit = LIMIT_NAMES[limits.limit[at] as number] ?? 'other';
    if (rows.has(institution) || VOLUNTARY.has(limit)) continue;
    rows.set(institution, {
      institution,
      limit,
      line: limits.line[at] as number,
      distanceBp: limits.distanceBp[at] as number,
      used: limits.used[at] as number,
      isActing: limits.isActing[at] === 1,
    });
    if (rows.size === most) break;
  }
  return [...rows.values()];
}

/** `JGB 30y +4 bp`: what must happen. */
export function distanceText({ say, numbers: n }: Lab, state: LabState, { line, distanceBp }: LimitRow): string {
  const bond = bondName(state.manifest, line, say);
  return say(distanceBp >= 0 ? 'v3.up' : 'v3.down', { bond, bp: n.distance(distanceBp) });
}

/** "97 % of risk limit; acts if JGB 30y rises another 4 bp". */
export function limitSentence(lab: Lab, state: LabState, row: LimitRow): string {
  const { say, numbers: n } = lab;
  const bond = bondName(state.manifest, row.line, say);
  const used = say('limit.used', { share: n.share(row.used), limit: say.named(`limit.${row.limit}`, row.limit) });
  const values = { bond, bp: n.distance(row.distanceBp) };
  if (row.used >= 1 || row.distanceBp === 0) return used;
  return `${used}; ${say(row.distanceBp > 0 ? 'v3.acts.up' : 'v3.acts.down', values)}`;
}

export function limitTable(lab: Lab, state: LabState, rows: readonly LimitRow[]): DataTable {
  const { say, numbers: n } = lab;
  return {
    columns: [
      words('institution', say('column.agent')),
      words('limit', say('column.limit')),
      words('bond', say('column.bond')),
      numbers('distance_bp', say('column.distance'), (value) => n.bp(value)),
      numbers('used_pct', say('column.used'), (value) => value.toFixed(0)),
    ],
    rows: rows.map((row) => [
      institutionName(state.manifest, row.institution, say),
      say.named(`limit.${row.limit}`, row.limit),
      bondName(state.manifest, row.line, say),
      row.distanceBp,
      100 * row.used,
    ]),
  };
}

/** The list; a row is kept for as long as its institution stays in it, so that a reader's focus does too. */
export interface HeadroomList {
  readonly root: HTMLElement;
  show(rows: readonly LimitRow[], state: LabState): void;
}

export function headroomList(lab: Lab, choose: (institution: number) => void): HeadroomList {
  const { say } = lab;
  const list = element('ul', { class: 'rows' });
  const empty = element('p', { class: 'quiet', hidden: true }, say('v3.none'));
  const root = element('div', {}, list, empty);
  const rows = new Map<number, Row>();

  function show(limits: readonly LimitRow[], state: LabState): void {
    const kept = new Set(limits.map(({ institution }) => institution));
    for (const [institution, row] of rows)
      if (!kept.has(institution)) {
        row.root.remove();
        rows.delete(institution);
      }
    for (const [at, limit] of limits.entries()) {
      const row = rows.get(limit.institution) ?? new Row(lab, state, limit.institution, choose);
      rows.set(limit.institution, row);
      if (list.children[at] !== row.root) list.insertBefore(row.root, list.children[at] ?? null);
      row.draw(limit, state);
    }
    empty.hidden = limits.length > 0;
  }
  return { root, show };
}

class Row {
  readonly root: HTMLElement;
  readonly #lab: Lab;
  readonly #button: HTMLButtonElement;
  readonly #fill = element('span');
  readonly #far = element('span', { class: 'far' });
  readonly #sentence = element('span', { class: 'unseen' });

  constructor(lab: Lab, state: LabState, institution: number, choose: (institution: number) => void) {
    this.#lab = lab;
    const name = institutionName(state.manifest, institution, lab.say);
    const kind = state.manifest.institutions[institution]?.kind ?? '';
    this.#button = element(
      'button',
      { type: 'button', on: { click: () => choose(institution) } },
      element('span', { class: 'badge', 'aria-hidden': 'true' }, badgeOf(kind).letters),
      element('span', { class: 'name' }, name),
      element('span', { class: 'bar', 'aria-hidden': 'true' }, this.#fill),
      this.#far,
      this.#sentence,
    );
    this.root = element('li', {}, this.#button);
  }

  draw(row: LimitRow, state: LabState): void {
    const { say } = this.#lab;
    const sentence = limitSentence(this.#lab, state, row);
    const acting = row.isActing ? say(row.distanceBp < 0 && row.used < 1 ? 'v3.buying' : 'v3.selling') : undefined;
    setText(this.#sentence, `: ${sentence}`);
    this.#button.title = sentence;
    this.#fill.className = row.isActing || row.used >= 1 ? 'over' : row.used >= NEAR ? 'near' : '';
    this.#fill.style.width = `${Math.min(100, Math.max(0, 100 * row.used)).toFixed(1)}%`;
    this.#far.classList.toggle('selling', acting !== undefined);
    const isPast = row.used >= 1 || row.distanceBp === 0;
    setText(this.#far, acting ?? (isPast ? say('v3.reached') : distanceText(this.#lab, state, row)));
  }
}

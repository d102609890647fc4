/** What happened, told for the page: type, who, where, rule and numbers of an event or of a trade, and an English sentence. */

import { tellEvent } from '../../analysis/why/event-words.ts';
import { Roster } from '../../analysis/why/roster.ts';
import { fact, Wording } from '../../analysis/why/wording.ts';
import type { Simulation } from '../../engine/simulation.ts';
import { BUY, ORDER_FLAGS } from '../../events/records.ts';
import type { MarketEvent } from '../../events/vocabulary.ts';
import type { Market } from '../../units/quantity.ts';
import type { Happening, Manifest } from '../protocol.ts';
import type { Trade } from './tick-reader.ts';

export class Teller {
  readonly #manifest: Manifest;
  readonly #roster = new Roster();
  readonly #wording = new Wording(this.#roster);
  readonly #institutions: ReadonlyMap<string, number>;
  readonly #lines: ReadonlyMap<string, number>;

  constructor(manifest: Manifest) {
    this.#manifest = manifest;
    this.#institutions = new Map(manifest.institutions.map(({ id }, index) => [id, index]));
    this.#lines = new Map(manifest.lines.map(({ id }, index) => [id, index]));
  }

  /** Hears the opening. */
  control(event: MarketEvent): void {
    this.#roster.control(event);
  }

  event(event: MarketEvent): Happening {
    const { text, rule, numbers = [] } = tellEvent(event, this.#wording);
    const agent = 'agent' in event ? event.agent : 'borrower' in event ? event.borrower : undefined;
    const instrument =
      'instrument' in event ? event.instrument : 'instruments' in event ? event.instruments[0] : undefined;
    const line = this.#lines.get(instrument ?? '') ?? -1;
    const market = 'market' in event ? (event.market as Market) : this.#manifest.lines[line]?.market;
    return {
      seq: event.seq,
      at: event.at,
      type: event.type,
      institution: this.#institutions.get(agent ?? '') ?? -1,
      line,
      ...(market === undefined ? {} : { market }),
      ...(rule === undefined ? {} : { rule }),
      numbers,
      ...('headline' in event ? { headline: event.headline } : {}),
      text,
    };
  }

  /** What an institution traded of a line within five minutes, because of one event. */
  trade({ seq, owner, line, side, flag, lots, risk }: Trade, at: number, { world }: Simulation): Happening {
    const facts = this.#manifest.lines[line] as Manifest['lines'][number];
    const agent = world.parts.agents.idAt(owner);
    const verb = side === BUY ? 'bought' : 'sold';
    const lotsWhole = Math.round(lots);
    return {
      seq,
      at,
      type: side === BUY ? 'Bought' : 'Sold',
      institution: this.#institutions.get(agent) ?? -1,
      line,
      market: facts.market,
      rule: ORDER_FLAGS[flag] as string,
      numbers: [fact('face', lots * facts.lotFace, facts.currency), fact('risk', risk, 'thousand USD/bp')],
      text: `${this.#wording.agent(agent)} ${verb} ${this.#wording.lots(facts.id, lotsWhole)} of ${facts.id}`,
    };
  }
}

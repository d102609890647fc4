/** What of a patch a run has not lived to see: else "nothing is different" reads as if the patch had done nothing. */
import type { Intervention, Scenario } from '../../scenario/scenario.ts';
import type { SimTime } from '../../units/quantity.ts';
import { isoTime } from '../../units/time.ts';

/** One clause for each entry that would show itself after the last event. */
export const yetToCome = ({ interventions = [] }: Scenario, lastAt: SimTime): string[] =>
  interventions
    .filter((intervention) => showsAt(intervention) > lastAt)
    .map((intervention) => `${nameOf(intervention)} ${isoTime(showsAt(intervention))}`);

/** Putting an auction on the calendar is no event: its announcement is. */
const showsAt = ({ at, deed }: Intervention): SimTime =>
  deed.kind === 'hold' && deed.auction.announcedAt > at ? deed.auction.announcedAt : at;

function nameOf({ deed }: Intervention): string {
  switch (deed.kind) {
    case 'announce':
      return `${deed.announcement.id} is announced at`;
    case 'hold':
      return `${deed.auction.id} is announced at`;
    case 'cancel':
    case 'revise':
      return `${deed.auction} is changed at`;
    case 'trade':
      return `${deed.agent} trades ${deed.instrument} from`;
    case 'setMandate':
      return `${deed.path} of ${deed.agent} changes at`;
    case 'switchLoop':
      return `${deed.loop} is switched at`;
  }
}

/** What happened, in the language of the page; the engine's own English where the page has no words for it. */
import type { Happening, LabNumber, Manifest } from '../protocol.ts';
import type { Say } from '../strings/say.ts';
import { bondName } from '../views/bond-lines.ts';
import { institutionName } from './names.ts';

export interface Told {
  readonly text: string;
  /** The text is English whatever the page speaks. */
  readonly isEnglish: boolean;
}

export function tell(happening: Happening, manifest: Manifest, say: Say): Told {
  if (happening.headline !== undefined) return { text: happening.headline, isEnglish: true };
  const key = keyOf(happening);
  if (key === undefined || !say.has(key)) return { text: happening.text, isEnglish: true };
  return { text: say(key, valuesOf(happening, manifest, say)), isEnglish: false };
}

export const numberOf = ({ numbers }: Happening, name: string): LabNumber | undefined =>
  numbers.find((number) => number.name === name);

function keyOf(happening: Happening): string | undefined {
  const { type, rule } = happening;
  if (type === 'DecisionTaken') return `tell.DecisionTaken.${rule ?? ''}`;
  if (type !== 'LeverageAdjusted') return `tell.${type}`;
  const [from, to] = leverage(happening);
  return to < from ? 'tell.LeverageAdjusted.cut' : 'tell.LeverageAdjusted.raised';
}

const leverage = (happening: Happening): readonly [number, number] => [
  numberOf(happening, 'leverage before')?.value ?? 0,
  numberOf(happening, 'leverage after')?.value ?? 0,
];

function valuesOf(happening: Happening, manifest: Manifest, say: Say) {
  const [from, to] = leverage(happening);
  const text = (name: string, places: number): string => (numberOf(happening, name)?.value ?? 0).toFixed(places);
  const tail = numberOf(happening, 'tail');
  return {
    who: institutionName(manifest, happening.institution, say),
    bond: bondName(manifest, happening.line, say),
    market: happening.market === undefined ? '' : say.named(`market.${happening.market}`, happening.market),
    used: text('utilisation', 0),
    premium: text('premium', 1),
    cover: text('cover', 2),
    tail: tail === undefined ? '' : say('tell.tail', { value: tailText(tail) }),
    level: text(numberOf(happening, 'close') === undefined ? 'level' : 'close', 2),
    from: `${Math.round(100 * from)} %`,
    to: `${Math.round(100 * to)} %`,
  };
}

/** Yen a hundred of face in Japan, basis points elsewhere. */
export const tailText = ({ value, unit }: LabNumber): string =>
  unit === 'bp' ? `${value.toFixed(1)} bp` : `¥${value.toFixed(2)}`;

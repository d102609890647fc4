/** R17: any text gives a scenario or located errors: broken copies of small, large and shipped files, and noise. */
import { readFileSync } from 'node:fs';
import { EVERY_FORMAT, withSections } from '../scenario/auction-scenario.ts';
import { type Dice, dice, mutated, noise, survives } from '../scenario/hostile-text.ts';
import { SMALL } from '../scenario/small-scenario.ts';
import type { SoakRow } from './soak-row.ts';

export function scenarioRow(): SoakRow {
  const shipped = ['japan-2026', 'calm', 'primary-market'].map((id) =>
    readFileSync(new URL(`../../sims/${id}.yaml`, import.meta.url), 'utf8'),
  );
  const text = (roll: Dice): string => {
    const which = roll(40);
    if (which === 0) return mutated(shipped[roll(shipped.length)] as string, roll);
    if (which < 4) return withSections(mutated(EVERY_FORMAT, roll));
    return which < 14 ? noise(roll) : mutated(SMALL, roll);
  };
  const count = { scenario: 0, errors: 0 };
  return {
    id: 'R17',
    title: 'any text gives a scenario or located errors',
    check(number) {
      count[survives(text(dice(number)), `case ${number}`)] += 1;
    },
    figures: () => `${count.scenario} scenarios, ${count.errors} with errors`,
  };
}

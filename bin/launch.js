// @ts-check
/**
 * `npm start` and the tests on a fresh clone, with whatever Node ≥ 18 and npm there is: installs what the command needs,
 * once and quietly, and goes on under the pinned Node.
 *
 * Not a pre-script, since people who switch install scripts off switch those off too.
 */
import { delimiter, join } from 'node:path';
import { install, isInstalled } from './dependencies.js';
import { fail, findMain, findNode, goOn, goOnInChild, orFail, root } from './pinned-node.js';

const VITEST = join(root, 'node_modules/vitest/vitest.mjs');
const SOAK = join(root, 'test/soak/soak.ts');
const RECORD = join(root, 'test/validation/make-record.ts');
const PROFILE = join(root, 'bench/profile/profile.ts');
const LAB = join(root, 'src/lab/build/make-lab.ts');

/** @type {Readonly<Record<string, { development: boolean, script: () => string, args: readonly string[] }>>} */
const COMMANDS = {
  start: { development: false, script: findMain, args: ['run', 'sims/japan-2026.yaml'] },
  test: { development: true, script: () => VITEST, args: ['run'] },
  'test:deep': { development: true, script: () => VITEST, args: ['run', '--mode', 'deep'] },
  soak: { development: true, script: () => SOAK, args: [] },
  record: { development: true, script: () => RECORD, args: [] },
  profile: { development: true, script: () => PROFILE, args: [] },
  lab: { development: true, script: () => LAB, args: [] },
};

await orFail(async () => {
  const [name = '', ...more] = process.argv.slice(2);
  const command = COMMANDS[name];
  if (command === undefined) fail(`no such command: "${name}"; there are ${Object.keys(COMMANDS).join(', ')}.`);
  const args = [...command.args, ...more];
  process.chdir(root);
  process.env.PATH = `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH}`;
  if (isInstalled(command.development)) {
    await goOn(findNode(), command.script(), args);
  } else {
    const asked = ['start', 'test'].includes(name) ? `npm ${name}` : `npm run ${name}`;
    process.stderr.write(`spillover: installing what \`${asked}\` needs (this once, under a minute) …\n`);
    install(command.development);
    // The Node that runs us may be the one that was just replaced.
    goOnInChild(findNode(), command.script(), args);
  }
});

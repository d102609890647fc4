// @ts-check
/**
 * `node count.js REPORT CODE [REPORT CODE …]`: sums vitest's JSON reports into the last line of CI, `N passed, N failed`.
 *
 * What was skipped counts as failed and is named, as does a file that did not load, and a tier that ended badly without
 * a failed test: a green line means that everything ran.
 */
import { existsSync, readFileSync } from 'node:fs';

let passed = 0;
let failed = 0;

/** @param {string} what */
function fault(what) {
  failed += 1;
  console.log(`not passed: ${what}`);
}

const args = process.argv.slice(2);
for (let i = 0; i < args.length; i += 2) count(/** @type {string} */ (args[i]), Number(args[i + 1]));
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

/**
 * @param {string} file
 * @param {number} code
 */
function count(file, code) {
  const failedBefore = failed;
  if (!existsSync(file)) return fault(`${file} was not written (exit code ${code})`);
  for (const { name, status, assertionResults } of JSON.parse(readFileSync(file, 'utf8')).testResults) {
    for (const result of assertionResults) {
      if (result.status === 'passed') passed += 1;
      else fault(`${result.fullName} (${result.status}, ${name})`);
    }
    const toldBefore = assertionResults.some((/** @type {{ status: string }} */ result) => result.status !== 'passed');
    if (status === 'failed' && !toldBefore) fault(`${name} did not load`);
  }
  if (code !== 0 && failed === failedBefore) fault(`exit code ${code} although no test of ${file} failed`);
}

/**
 * `lab`: writes the page in one file. An installed package brings it built; a clone builds it, with its development
 * packages.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { badArgument, reportBadInput } from '../bad-input.ts';
import { attempt } from '../environment-fault.ts';
import { ExitCode } from '../exit-codes.ts';
import { DISK } from '../file-port.ts';
import { bytesText } from '../own-input/number-text.ts';
import { ENGINE_VERSION, ROOT } from '../program.ts';
import { makeWithParents } from '../run/run-folder.ts';
import { complain, print } from '../terminal.ts';
import { writeWhole } from '../whole-file.ts';

const BUILT = join(ROOT, 'dist/lab.html');
const BUILDER = join(ROOT, 'src/lab/build/make-lab.ts');

/** Throws `EnvironmentFault`. */
export function lab({ out, json }: { readonly out: string; readonly json: boolean }): ExitCode {
  if (statSync(out, { throwIfNoEntry: false })?.isDirectory() === true) {
    const wrong = badArgument({ argument: '--out', found: out, message: `${out} is a folder`, expected: 'a file' });
    return reportBadInput(wrong, json);
  }
  if (dirname(out) !== '.') attempt('make', dirname(out), () => makeWithParents(dirname(out)));
  if (existsSync(BUILDER)) {
    const built = build(out);
    if (built !== ExitCode.done) return built;
  } else
    writeWhole(
      DISK,
      out,
      attempt('read', BUILT, () => readFileSync(BUILT, 'utf8')),
    );
  tell(out, json);
  return ExitCode.done;
}

/** In a process of its own: the builder belongs to the lab, which no command may load. */
function build(out: string): ExitCode {
  const { status } = spawnSync(process.execPath, [BUILDER, '--out', out], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status === 0) return ExitCode.done;
  complain(`the lab was not built: in a clone it needs the development packages (npm install), and Vite among them`);
  return ExitCode.environment;
}

function tell(out: string, json: boolean): void {
  const bytes = statSync(out).size;
  if (json) {
    print(JSON.stringify({ schema: 'spillover/lab@1', file: out, bytes, engine_version: ENGINE_VERSION }));
    return;
  }
  print(`${out}, ${bytesText(bytes)}: open it in a browser, from disk as it is`);
  print(pathToFileURL(out).href);
}

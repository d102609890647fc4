/**
 * The one file: the page's script runs, everything else travels in blocks that do not. A policy in the head allows exactly that
 * script, by its hash, and workers from blobs; nothing may be loaded from anywhere.
 */
import { createHash } from 'node:crypto';
import { PARTS } from '../file-parts.ts';

export interface Parts {
  readonly title: string;
  readonly pageScript: string;
  readonly workerScript: string;
  readonly yamlScript: string;
  /** Data. */
  readonly opening: unknown;
  readonly shelf: unknown;
}

export function oneFile({ title, pageScript, workerScript, yamlScript, opening, shelf }: Parts): string {
  const script = inScript(pageScript);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyOf(script)}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<link rel="icon" href="data:,">
<title>${title}</title>
${dataBlock(PARTS.opening, opening)}
</head>
<body>
<noscript>This page runs a market in your browser and needs JavaScript.</noscript>
<script>${script}</script>
${textBlock(PARTS.yaml, yamlScript)}
${textBlock(PARTS.worker, workerScript)}
${dataBlock(PARTS.shelf, shelf)}
</body>
</html>
`;
}

/** Constructed style sheets need no exception; pictures to keep are drawn from data and blobs; digests are taken in WebAssembly. */
function policyOf(script: string): string {
  return [
    "default-src 'none'",
    `script-src 'sha256-${createHash('sha256').update(script).digest('base64')}' 'wasm-unsafe-eval'`,
    'worker-src blob:',
    'img-src data: blob:',
    'font-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

const textBlock = (id: string, script: string): string =>
  `<script type="text/plain" id="${id}">${inScript(script)}</script>`;
const dataBlock = (id: string, data: unknown): string =>
  `<script type="application/json" id="${id}">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`;

/** Nothing in a script may end its element, or begin what hides the end (HTML, "Restrictions for contents of script elements"). */
const inScript = (script: string): string =>
  script
    .replaceAll(/<\/(script)/gi, '<\\/$1')
    .replaceAll(/<(script)/gi, '\\x3c$1')
    .replaceAll('<!--', '\\x3c!--');

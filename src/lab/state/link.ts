/**
 * The link: everything that a state of the lab is a function of, in the part of the address behind `#`, readable, and the
 * beginning of the digest up to the moment. Whoever opens it computes the same run and is told whether it is the same.
 *
 * `#v=1&e=0.4.2&sc=japan-2026&seed=42&t=4770&iv=bojFixed(4770,3.5)&m=rp:1.5&off=L2&h=9f3ac1b2`. Times are minutes since the
 * opening. What has no readable form (a scenario of one's own, a patch that no card writes, settings) travels packed as `z`.
 * Unknown keys are ignored; what is wrong is left out and said.
 */
import { LOOP_NAMES, type LoopName } from '../../agents/loops.ts';
import { BRANCHES_MOST, type LabSetting, MIX, type Mix, type MixName, type RunChoice } from '../protocol.ts';
import { CARDS, type CardId } from './cards.ts';

export const LINK_VERSION = 1;
/** Hex digits of the digest that a link carries. */
const DIGEST_DIGITS = 8;
const SEED_MOST = 2 ** 53 - 1;
const MINUTES_MOST = 60 * 24 * 400;

export interface LinkFork {
  /** Number of the branch that it leaves: 0 is the run itself, forks count from 1 in their order. */
  readonly parent: number;
  /** Minutes since the opening. */
  readonly minutes: number;
  readonly what:
    | { readonly card: CardId; readonly numbers: readonly number[] }
    | { readonly patch: string; readonly name: string };
}

export interface LinkState {
  readonly engineVersion: string;
  readonly choice: RunChoice;
  /** Minutes since the opening. */
  readonly minutes: number;
  readonly forks: readonly LinkFork[];
  /** Branch that is looked at. */
  readonly branch: number;
  readonly lesson?: number;
  /** Beginning of the digest of that branch up to that moment; empty where none is known. */
  readonly digest: string;
}

/** What does not read well in an address. */
interface Packed {
  readonly text?: string;
  readonly file?: string;
  readonly settings?: readonly LabSetting[];
  /** By place in `iv`. */
  readonly patches?: readonly (readonly [place: number, patch: string, name: string])[];
}

const MIX_CODES: Readonly<Record<MixName, string>> = {
  riskParityShare: 'rp',
  ldiLeverage: 'ldi',
  dealerLimit: 'dl',
  foreignStop: 'fs',
  bankLimit: 'bk',
  dipBudget: 'dip',
};
const MIX_NAMES = Object.keys(MIX_CODES) as MixName[];

// ── Writing ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** With its `#`. */
export async function linkOf(state: LinkState): Promise<string> {
  const { engineVersion, choice, minutes, forks, branch, lesson, digest } = state;
  const { scenario, seed, loops = {}, mix = {}, settings = [] } = choice;
  const off = LOOP_NAMES.filter((name) => loops[name] === false);
  const parts: [string, string][] = [
    ['v', String(LINK_VERSION)],
    ['e', engineVersion],
    ...('name' in scenario ? [['sc', scenario.name] as [string, string]] : []),
    ['seed', String(seed)],
    ['t', numberText(minutes)],
  ];
  if (forks.length > 0) parts.push(['iv', forks.map(forkText).join('~')]);
  if (branch > 0) parts.push(['b', String(branch)]);
  const mixed = MIX_NAMES.filter((name) => mix[name] !== undefined && mix[name] !== 1);
  if (mixed.length > 0)
    parts.push(['m', mixed.map((name) => `${MIX_CODES[name]}:${numberText(mix[name] ?? 1)}`).join(',')]);
  if (off.length > 0) parts.push(['off', off.join(',')]);
  if (lesson !== undefined) parts.push(['l', String(lesson)]);
  if (digest !== '') parts.push(['h', digest.slice(0, DIGEST_DIGITS)]);
  const packed = packedOf(scenario, settings, forks);
  if (packed !== undefined) parts.push(['z', await pack(JSON.stringify(packed))]);
  return `#${parts.map(([key, value]) => `${key}=${escaped(value)}`).join('&')}`;
}

function packedOf(
  scenario: RunChoice['scenario'],
  settings: readonly LabSetting[],
  forks: readonly LinkFork[],
): Packed | undefined {
  const patches = forks.flatMap(({ what }, place) =>
    'patch' in what ? [[place, what.patch, what.name] as const] : [],
  );
  const packed: Packed = {
    ...('text' in scenario ? { text: scenario.text, file: scenario.file } : {}),
    ...(settings.length > 0 ? { settings } : {}),
    ...(patches.length > 0 ? { patches } : {}),
  };
  return Object.keys(packed).length === 0 ? undefined : packed;
}

/** `bojFixed(4770,3.5)`; `@1` where it leaves a fork; `patch(4770)` where the patch is packed. */
function forkText({ parent, minutes, what }: LinkFork): string {
  const name = 'card' in what ? what.card : 'patch';
  const numbers = 'card' in what ? what.numbers : [];
  const from = parent === 0 ? '' : `@${parent}`;
  return `${name}${from}(${[minutes, ...numbers].map(numberText).join(',')})`;
}

/** Milliseconds of a minute need six places. */
const numberText = (value: number): string => String(Number(value.toFixed(6)));

/** What an address may hold behind `#` stays as it is, so that a link can be read. */
const escaped = (value: string): string =>
  encodeURIComponent(value).replaceAll(/%(28|29|2C|3A|40|7E|2F)/g, (code) => decodeURIComponent(code));

// ── Reading ───────────────────────────────────────────────────────────────────────────────────────────────────────

export type ReadLink =
  /** No link at all. */
  | { readonly kind: 'none' }
  | { readonly kind: 'state'; readonly state: LinkState; readonly faults: readonly string[] }
  | { readonly kind: 'wrong'; readonly faults: readonly string[] };

/** Never throws, whatever the text. */
export async function readLink(hash: string): Promise<ReadLink> {
  const text = hash.replace(/^#/, '');
  if (text === '') return { kind: 'none' };
  const values = new Map(text.split('&').map(pairOf));
  const faults: string[] = [];
  if (values.get('v') !== String(LINK_VERSION)) return { kind: 'wrong', faults: ['v'] };
  const packed = await unpackAll(values.get('z'), faults);
  const scenario = scenarioOf(values.get('sc'), packed);
  const seed = integerOf(values.get('seed'), SEED_MOST);
  if (scenario === undefined) faults.push('sc');
  if (seed === undefined) faults.push('seed');
  if (scenario === undefined || seed === undefined) return { kind: 'wrong', faults };
  const loops = loopsOf(values.get('off'), faults);
  const mix = mixOf(values.get('m'), faults);
  const forks = forksOf(values.get('iv'), packed, faults);
  const minutes = minutesOf(values.get('t'));
  if (minutes === undefined) faults.push('t');
  const branch = integerOf(values.get('b') ?? '0', forks.length);
  if (branch === undefined) faults.push('b');
  const lesson = values.has('l') ? integerOf(values.get('l'), 99) : undefined;
  const digest = /^[0-9a-f]{4,32}$/.exec(values.get('h') ?? '')?.[0] ?? '';
  const choice: RunChoice = {
    scenario,
    seed,
    ...(Object.keys(loops).length > 0 ? { loops } : {}),
    ...(Object.keys(mix).length > 0 ? { mix } : {}),
    ...(packed.settings === undefined ? {} : { settings: packed.settings }),
  };
  const state: LinkState = {
    engineVersion: values.get('e') ?? '',
    choice,
    minutes: minutes ?? 0,
    forks,
    branch: branch ?? 0,
    ...(lesson === undefined ? {} : { lesson }),
    digest,
  };
  return { kind: 'state', state, faults };
}

function pairOf(part: string): [string, string] {
  const at = part.indexOf('=');
  const [key, value] = at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
  try {
    return [key, decodeURIComponent(value)];
  } catch {
    return [key, value];
  }
}

function scenarioOf(name: string | undefined, { text, file }: Packed): RunChoice['scenario'] | undefined {
  if (typeof text === 'string') return { text, file: typeof file === 'string' ? file : 'link.yaml' };
  return name !== undefined && /^[\w.-]{1,80}$/.test(name) ? { name } : undefined;
}

function loopsOf(text: string | undefined, faults: string[]): Partial<Record<LoopName, boolean>> {
  const names = (text ?? '').split(',').filter((name) => name !== '');
  const known = names.filter((name): name is LoopName => (LOOP_NAMES as readonly string[]).includes(name));
  if (known.length < names.length) faults.push('off');
  return Object.fromEntries(known.map((name) => [name, false]));
}

function mixOf(text: string | undefined, faults: string[]): Mix {
  const mix: Partial<Record<MixName, number>> = {};
  for (const part of (text ?? '').split(',').filter((each) => each !== '')) {
    const [code, value] = part.split(':');
    const name = MIX_NAMES.find((each) => MIX_CODES[each] === code);
    const factor = realOf(value);
    if (name === undefined || factor === undefined || factor < MIX[name].least || factor > MIX[name].most)
      faults.push('m');
    else mix[name] = factor;
  }
  return mix;
}

const FORK = /^(\w+)(?:@(\d))?\(([-\d.,e]*)\)$/;

function forksOf(text: string | undefined, { patches = [] }: Packed, faults: string[]): LinkFork[] {
  const forks: LinkFork[] = [];
  const parts = (text ?? '').split('~').filter((part) => part !== '');
  for (const [place, part] of parts.slice(0, BRANCHES_MOST - 1).entries()) {
    const fork = forkOf(
      part,
      patches.find(([of]) => of === place),
    );
    if (fork === undefined || fork.parent > forks.length) faults.push('iv');
    else forks.push(fork);
  }
  if (parts.length > BRANCHES_MOST - 1) faults.push('iv');
  return forks;
}

function forkOf(text: string, packed: readonly [number, string, string] | undefined): LinkFork | undefined {
  const match = FORK.exec(text);
  const [minutes, ...numbers] = (match?.[3] ?? '').split(',').map(realOf);
  if (match === null || minutes === undefined || minutes < 0 || minutes > MINUTES_MOST) return undefined;
  const place = { parent: Number(match[2] ?? 0), minutes };
  if (match[1] === 'patch' && packed !== undefined) return { ...place, what: { patch: packed[1], name: packed[2] } };
  const card = (Object.keys(CARDS) as CardId[]).find((id) => id === match[1]);
  const isWhole = numbers.every((value) => value !== undefined);
  if (card === undefined || !isWhole || numbers.length > CARDS[card].numbers.length) return undefined;
  return { ...place, what: { card, numbers: numbers as number[] } };
}

const realOf = (text: string | undefined): number | undefined =>
  text !== undefined && /^-?\d+(\.\d+)?(e-?\d+)?$/.test(text) ? Number(text) : undefined;

function integerOf(text: string | undefined, most: number): number | undefined {
  if (text === undefined || !/^(0|[1-9]\d*)$/.test(text)) return undefined;
  return Number(text) <= most ? Number(text) : undefined;
}

function minutesOf(text: string | undefined): number | undefined {
  const minutes = realOf(text);
  return minutes !== undefined && minutes >= 0 && minutes <= MINUTES_MOST ? minutes : undefined;
}

// ── The digest ────────────────────────────────────────────────────────────────────────────────────────────────────

/** What is said of a link once its moment is computed: nothing where it carries no digest. */
export type Sameness = 'identical' | 'otherEngine' | 'differs' | 'unknown';

export function sameness({ digest, engineVersion }: LinkState, computed: string, ownVersion: string): Sameness {
  if (digest === '') return 'unknown';
  if (computed.startsWith(digest)) return 'identical';
  return engineVersion === ownVersion ? 'differs' : 'otherEngine';
}

// ── Packing ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** Longest text that a link is allowed to unpack to. */
const UNPACKED_MOST = 2_000_000;

async function unpackAll(text: string | undefined, faults: string[]): Promise<Packed> {
  if (text === undefined) return {};
  try {
    const packed: unknown = JSON.parse(await unpack(text));
    if (isPacked(packed)) return packed;
  } catch {
    // Falls through: a link that somebody cut short.
  }
  faults.push('z');
  return {};
}

function isPacked(value: unknown): value is Packed {
  if (typeof value !== 'object' || value === null) return false;
  const { text, file, settings = [], patches = [] } = value as Record<string, unknown>;
  const isText = (each: unknown): boolean => each === undefined || typeof each === 'string';
  const areSettings =
    Array.isArray(settings) && settings.every((each) => isText(each?.path) && isText(each?.valueText));
  const arePatches =
    Array.isArray(patches) && patches.every((each) => Array.isArray(each) && typeof each[1] === 'string');
  return isText(text) && isText(file) && areSettings && arePatches;
}

/** Deflated, base64url. */
async function pack(text: string): Promise<string> {
  const bytes = await through(new TextEncoder().encode(text), new CompressionStream('deflate-raw'), UNPACKED_MOST);
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

async function unpack(text: string): Promise<string> {
  const letters = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  return new TextDecoder().decode(await through(bytes, new DecompressionStream('deflate-raw'), UNPACKED_MOST));
}

/** A small text may unpack to a very large one: read no further than `most` bytes. */
async function through(bytes: Uint8Array<ArrayBuffer>, stream: CompressionStream, most: number): Promise<Uint8Array> {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) throw new RangeError('too long');
    chunks.push(value);
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

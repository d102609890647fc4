/**
 * UTF-8, strictly: one byte string for each text and the other way round.
 *
 * Unlike the platform's coder it never replaces what it cannot express: a lone surrogate on the way out is our bug, an
 * ill-formed sequence on the way in is refused. Ranges: The Unicode Standard, table 3–7. Hot: bytes are read without
 * checks of undefined.
 */
import { Bug } from '../units/assert.ts';

/** Writes a text and returns the offset after it. There must be room for three bytes a UTF-16 unit. */
export function writeUtf8(text: string, bytes: Uint8Array, offset: number): number {
  let at = offset;
  for (let i = 0; i < text.length; i++) {
    let point = text.charCodeAt(i);
    if (point < 0x80) {
      bytes[at++] = point;
      continue;
    }
    if (point < 0x800) bytes[at++] = 0xc0 | (point >> 6);
    else {
      if ((point & 0xf800) === 0xd800) {
        const low = i + 1 < text.length ? text.charCodeAt(++i) : 0;
        if (point >= 0xdc00 || (low & 0xfc00) !== 0xdc00)
          throw new Bug('a text with half a surrogate pair has no UTF-8');
        point = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00);
        bytes[at++] = 0xf0 | (point >> 18);
        bytes[at++] = 0x80 | ((point >> 12) & 63);
      } else bytes[at++] = 0xe0 | (point >> 12);
      bytes[at++] = 0x80 | ((point >> 6) & 63);
    }
    bytes[at++] = 0x80 | (point & 63);
  }
  return at;
}

/** Bytes that are made into a text in one go, and how many such pieces are joined at a time. */
const PIECE_BYTES = 1024;
const PIECES = 16;

/** The text in bytes `[from, to)`; undefined where they are not well-formed. */
export function readUtf8(bytes: Uint8Array, from: number, to: number): string | undefined {
  if (to - from <= PIECE_BYTES) return readPiece(bytes, from, to);
  const pieces: string[] = [];
  let text = '';
  for (let at = from; at < to; ) {
    let end = Math.min(to, at + PIECE_BYTES);
    // Not inside a character, which has at most three bytes after its first.
    for (let back = 0; end < to && back < 3 && (bytes[end]! & 0xc0) === 0x80; back++) end--;
    const piece = readPiece(bytes, at, end);
    if (piece === undefined) return undefined;
    pieces.push(piece);
    at = end;
    if (pieces.length < PIECES && at < to) continue;
    text += pieces.join('');
    pieces.length = 0;
  }
  return text;
}

/** Of short texts: what grows letter by letter is kept as a tree of many times its size until somebody reads it. */
function readPiece(bytes: Uint8Array, from: number, to: number): string | undefined {
  let text = '';
  let at = from;
  while (at < to) {
    const lead = bytes[at]!;
    if (lead < 0x80) {
      text += String.fromCharCode(lead);
      at++;
      continue;
    }
    const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (lead < 0xc2 || lead > 0xf4 || at + length > to) return undefined;
    let point = lead & (0x7f >> length);
    for (let k = 1; k < length; k++) {
      const next = bytes[at + k]!;
      if ((next & 0xc0) !== 0x80) return undefined;
      point = (point << 6) | (next & 63);
    }
    const overlong = point < (length === 2 ? 0x80 : length === 3 ? 0x800 : 0x10000);
    if (overlong || point > 0x10ffff || (point & 0x1ff800) === 0xd800) return undefined;
    text += String.fromCodePoint(point);
    at += length;
  }
  return text;
}

/** Lines of text gathered into blocks of bytes, so that a file is written in large pieces. */
const BLOCK_CHARS = 1 << 20;

export class TextBlocks {
  readonly #write: (block: Uint8Array) => void;
  readonly #encoder = new TextEncoder();
  #pending: string[] = [];
  #length = 0;

  constructor(write: (block: Uint8Array) => void) {
    this.#write = write;
  }

  add(line: string): void {
    this.#pending.push(line);
    this.#length += line.length;
    if (this.#length >= BLOCK_CHARS) this.flush();
  }

  flush(): void {
    if (this.#length > 0) this.#write(this.#encoder.encode(this.#pending.join('')));
    this.#pending = [];
    this.#length = 0;
  }
}

/**
 * Rows of results on stdout in large pieces, no faster than whoever reads them.
 *
 * The first piece waits until it is full, so that a short file with a fault in it prints no results at all.
 */
const PIECE_CHARS = 1 << 20;

export class ResultWriter {
  private pending: string[] = [];
  private length = 0;
  private hasBegun = false;

  get isFull(): boolean {
    return this.length >= PIECE_CHARS;
  }

  add(text: string): void {
    this.pending.push(text);
    this.length += text.length;
  }

  /** Forgets what has not been written; true where some has. */
  drop(): boolean {
    this.pending = [];
    this.length = 0;
    return this.hasBegun;
  }

  async write(): Promise<void> {
    const text = this.pending.join('');
    this.drop();
    if (text === '') return;
    this.hasBegun = true;
    if (!process.stdout.write(text)) await new Promise((resolve) => process.stdout.once('drain', resolve));
  }
}

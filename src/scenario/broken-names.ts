import type { Names } from './located-error.ts';

/** What the file states but could not be read: whoever refers to it is not blamed. */
export class BrokenNames implements Names {
  readonly #names = new Set<string>();
  #everything = false;

  add(name: string): void {
    this.#names.add(name);
  }

  /** A whole section is missing or no mapping: it might have named anything. */
  addEverything(): void {
    this.#everything = true;
  }

  has(name: string): boolean {
    return this.#everything || this.#names.has(name);
  }
}

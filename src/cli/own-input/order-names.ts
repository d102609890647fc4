/**
 * Ids as a user writes them ↔ order numbers, for orders that may still rest.
 *
 * A number is free again once its order is gone, so that numbers stay dense and memory follows the orders alive and not
 * the length of the file.
 */
export class OrderNames {
  private readonly numbers = new Map<string, number>();
  private readonly ids: string[] = [''];
  private readonly owners: number[] = [-1];
  private readonly free: number[] = [];

  /** 0 where no such order is known. */
  numberOf(id: string): number {
    return this.numbers.get(id) ?? 0;
  }

  idOf(number: number): string {
    return this.ids[number] as string;
  }

  ownerOf(number: number): number {
    return this.owners[number] as number;
  }

  /** A number for an id that has none. */
  add(id: string, owner: number): number {
    const number = this.free.pop() ?? this.ids.length;
    const own = ownText(id);
    this.numbers.set(own, number);
    this.ids[number] = own;
    this.owners[number] = owner;
    return number;
  }

  remove(number: number): void {
    this.numbers.delete(this.idOf(number));
    this.ids[number] = '';
    this.free.push(number);
  }
}

/** Longer slices keep the text that they were cut from alive (V8 copies those below 13 characters). */
export const ownText = (slice: string): string => (slice.length < 13 ? slice : Buffer.from(slice).toString());

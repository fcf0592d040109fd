import { hash } from "node:crypto";

/**
 * Random numbers that follow from a name. The same name has the same numbers in every process, so a plan can be made again
 * at any time, and one more actor changes nothing for the others.
 */
export class Chance {
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  /** The chance of a part, such as one job of an organization. */
  of(part: string): Chance {
    return new Chance(`${this.#name}/${part}`);
  }

  /** A whole number from `least` to `most`, both included. */
  between(what: string, least: number, most: number): number {
    return least + (this.#number(what) % (most - least + 1));
  }

  /** One of the items. @throws RangeError if there is none */
  pick<Item>(what: string, items: readonly Item[]): Item {
    if (items.length === 0) throw new RangeError(`nothing to pick for ${this.#name}/${what}`);
    return items[this.#number(what) % items.length] as Item;
  }

  /** True in `parts` of a thousand cases. */
  happens(what: string, parts: number): boolean {
    return this.#number(what) % 1000 < parts;
  }

  #number(what: string): number {
    return hash("sha256", `${this.#name}/${what}`, "buffer").readUIntBE(0, 6);
  }
}

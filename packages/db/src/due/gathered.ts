/** The most that is read at once, so that one reading stays short. */
const MOST = 256;

interface Waiting<Wanted, Found> {
  readonly wanted: Wanted;
  readonly resolve: (found: Found) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Gathers wishes of one kind and reads them together. While one reading is under way, the next one gathers: there is no
 * timer, so a single wish is read at once.
 */
export class Gathered<Wanted, Found> {
  private readonly read: (wanted: readonly Wanted[]) => Promise<readonly Found[]>;
  private waiting: Waiting<Wanted, Found>[] = [];
  private isReading = false;

  /** @param read returns what is found, in the order of the wishes */
  constructor(read: (wanted: readonly Wanted[]) => Promise<readonly Found[]>) {
    this.read = read;
  }

  /** Resolves when the wish is read. Rejects with the error of the reading. */
  get(wanted: Wanted): Promise<Found> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ wanted, resolve, reject });
      if (!this.isReading) void this.readAll();
    });
  }

  private async readAll(): Promise<void> {
    this.isReading = true;
    // Wishes of the same turn of the event loop join the first reading.
    await Promise.resolve();
    while (this.waiting.length > 0) await this.readSome(this.waiting.splice(0, MOST));
    this.isReading = false;
  }

  private async readSome(some: readonly Waiting<Wanted, Found>[]): Promise<void> {
    try {
      const found = await this.read(some.map(({ wanted }) => wanted));
      for (const [index, { resolve }] of some.entries()) resolve(found[index] as Found);
    } catch (error) {
      for (const { reject } of some) reject(error);
    }
  }
}

/** Limits how many pieces of work run at once; the others wait in a queue. */
export class Gate {
  private free: number;
  private readonly waiting: (() => void)[] = [];

  constructor(width: number) {
    this.free = width;
  }

  async through<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      // Hand the slot to the next in the queue, so that newer work cannot take it.
      if (next === undefined) this.free += 1;
      else next();
    }
  }
}

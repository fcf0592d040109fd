/** A piece of work, and the names of what it concerns. */
export interface Piece {
  readonly concerns: readonly string[];
  readonly run: () => Promise<void>;
}

/**
 * Runs pieces of work. Two pieces that concern the same run in their order, and all others at once.
 * @param atOnce how many run at the same time
 * @throws the first failure, once nothing runs any more; later pieces do not start
 */
export async function inOrder(pieces: readonly Piece[], atOnce: number): Promise<void> {
  const last = new Map<string, Promise<void>>();
  const slots = new Slots(atOnce);
  let failure: { readonly error: unknown } | null = null;
  const take = async ({ concerns, run }: Piece): Promise<void> => {
    await Promise.all(concerns.flatMap((name) => last.get(name) ?? []));
    if (failure !== null) return;
    await slots.take();
    try {
      if (failure === null) await run();
    } catch (error) {
      failure ??= { error };
    } finally {
      slots.giveBack();
    }
  };
  const all = pieces.map((piece) => {
    const done = take(piece);
    for (const name of piece.concerns) last.set(name, done);
    return done;
  });
  await Promise.all(all);
  if (failure !== null) throw (failure as { readonly error: unknown }).error;
}

class Slots {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(free: number) {
    this.#free = free;
  }

  async take(): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push(resolve);
    await promise;
  }

  giveBack(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free += 1;
    else next();
  }
}

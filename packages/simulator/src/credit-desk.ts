import type { Instant } from "./script.ts";
import type { World } from "./world.ts";

/** How an organization buys credit when its work waits for it. */
export interface CreditTerms {
  /** Micro-USD of one purchase; more is bought if more is missing. */
  readonly amount: bigint;
  /** How long people take to buy, in milliseconds. */
  readonly afterMs: number;
  /** When the credit of a purchase lapses, in milliseconds after it; `null` for never. */
  readonly livesMs: number | null;
}

interface Purchase {
  readonly at: Instant;
  readonly amount: bigint;
  done: Promise<void> | undefined;
}

/** Buys credit for an organization whose work waits for it. All work that waits shares one purchase. */
export class CreditDesk {
  readonly #world: World;
  readonly #terms: CreditTerms;
  #next: Purchase | undefined;

  constructor(world: World, terms: CreditTerms) {
    this.#world = world;
    this.#terms = terms;
  }

  /**
   * Asks for credit. @returns when it comes, and the purchase, which the first one who waits makes at that instant
   * @param missing micro-USD
   */
  ask(now: Instant, missing: bigint): { readonly at: Instant; readonly buy: () => Promise<void> } {
    const { amount, afterMs } = this.#terms;
    this.#next ??= { at: now + afterMs, amount: missing > amount ? missing : amount, done: undefined };
    const purchase = this.#next;
    return { at: purchase.at, buy: () => this.#buy(purchase) };
  }

  #buy(purchase: Purchase): Promise<void> {
    purchase.done ??= this.#grant(purchase).finally(() => {
      if (this.#next === purchase) this.#next = undefined;
    });
    return purchase.done;
  }

  async #grant({ at, amount }: Purchase): Promise<void> {
    const { livesMs } = this.#terms;
    const { state, balance } = await this.#world.command("grants.create", `top-up/${at}`, (idempotencyKey) =>
      this.#world.org.grants.create({
        source: "purchase",
        amount,
        ...(livesMs !== null && { expiresAt: new Date(at + livesMs) }),
        businessKey: `top-up ${at}`,
        idempotencyKey,
      }),
    );
    this.#world.tally.bought(amount);
    this.#world.log(`topped up (${state}): ${balance.available} micro-USD available`);
  }
}

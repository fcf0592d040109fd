import { isRefusal } from "@scrip/client";

/**
 * Runs each command under its own name as idempotency key. The name is the same after a restart, so a command whose
 * answer was lost does not run twice. The ledger records refusals under their key, so the next attempt gets a new key.
 */
export class Commands {
  readonly #refusals = new Map<string, number>();

  /** @param name the purpose of the command; the same intent always has the same name */
  async run<A>(name: string, command: (idempotencyKey: string) => Promise<A>): Promise<A> {
    const refusals = this.#refusals.get(name) ?? 0;
    try {
      const answer = await command(refusals === 0 ? name : `${name}/${refusals + 1}`);
      this.#refusals.delete(name);
      return answer;
    } catch (error) {
      if (isRefusal(error)) this.#refusals.set(name, refusals + 1);
      throw error;
    }
  }
}

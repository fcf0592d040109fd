import { isRefusal } from "@scrip/client";

/**
 * Gives each command a name of its own that is found again after a restart, so that a command whose answer was lost is
 * not carried out twice. A refusal is recorded under its key: the next try of the same command has a new one.
 */
export class Commands {
  readonly #refusals = new Map<string, number>();

  /** @param name what the command is for; the same intent always has the same name */
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

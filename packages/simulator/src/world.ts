import { isRefusal, type OrganizationClient, Refused } from "@scrip/client";
import type { Catalog } from "@scrip/domain/catalog";
import type { Tally } from "./tally.ts";

/** The typed client of one organization, for any catalog. */
export type Organization = OrganizationClient<Catalog>;

/** What a world is made of. */
export interface WorldParts {
  readonly org: Organization;
  /** The begin of every idempotency key: the same name again repeats the same commands, and changes nothing. */
  readonly name: string;
  readonly tally: Tally;
  /** Writes a line for people. */
  readonly log: (line: string) => void;
  /**
   * Whether work may have been started by an earlier process. Each job then asks for its state first.
   * `asIfNothing` goes on where the work stopped, as if no time had passed; `onTime` reports at the planned instants.
   */
  readonly recovers: "no" | "asIfNothing" | "onTime";
}

/** One organization, as the actors of a simulation see it. Every command goes through it. */
export class World {
  readonly org: Organization;
  readonly recovers: WorldParts["recovers"];
  readonly log: (line: string) => void;
  readonly tally: Tally;
  readonly #name: string;
  readonly #refusals = new Map<string, number>();

  constructor({ org, name, tally, log, recovers }: WorldParts) {
    this.org = org;
    this.#name = name;
    this.tally = tally;
    this.log = log;
    this.recovers = recovers;
  }

  /**
   * Runs a command under its own name as idempotency key, so a command whose answer was lost does not run twice. The
   * ledger records refusals under their key, so the next attempt after one gets a new key.
   * @param procedure the procedure, for the tally
   * @param intent the purpose of the command; the same intent always has the same name
   */
  async command<Answer>(
    procedure: string,
    intent: string,
    call: (idempotencyKey: string) => Promise<Answer>,
  ): Promise<Answer> {
    const name = `${this.#name}${intent}`;
    const refusals = this.#refusals.get(name) ?? 0;
    this.tally.called(procedure);
    try {
      const answer = await call(refusals === 0 ? name : `${name}/${refusals + 1}`);
      this.#refusals.delete(name);
      this.tally.answered(answer);
      return answer;
    } catch (error) {
      if (error instanceof Refused) {
        this.#refusals.set(name, refusals + 1);
        this.tally.refused(error.code);
      }
      throw error;
    }
  }

  /** Runs a call that changes nothing. */
  ask<Answer>(procedure: string, call: () => Promise<Answer>): Promise<Answer> {
    this.tally.called(procedure);
    return call();
  }

  /** Runs work of which a refusal is no failure of the simulation. @returns the answer, or `undefined` if it was refused */
  async unlessRefused<Answer>(work: () => Promise<Answer>): Promise<Answer | undefined> {
    try {
      return await work();
    } catch (error) {
      if (!isRefusal(error)) throw error;
      this.log(error.message);
      return undefined;
    }
  }
}

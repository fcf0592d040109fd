import { setTimeout as sleep } from "node:timers/promises";
import { usd } from "@scrip/domain/money";
import type { Organization } from "../organization.ts";
import { tell } from "../tell.ts";

const AMOUNT = usd("10.00");
const MINUTE_MS = 60_000;
const DAYS_30_MS = 30 * 24 * 60 * MINUTE_MS;

/** Brings new credit when work waits for it, so that the demo never dies. */
export class Credit {
  readonly #org: Organization;
  readonly #waitMs: number;
  #coming: Promise<void> | undefined;

  /** @param waitMs how long work stays paused, for people to see it */
  constructor(org: Organization, waitMs: number) {
    this.#org = org;
    this.#waitMs = waitMs;
  }

  /** Settles after the next top-up; all who wait share it. */
  topUp(): Promise<void> {
    this.#coming ??= this.#bring().finally(() => {
      this.#coming = undefined;
    });
    return this.#coming;
  }

  async #bring(): Promise<void> {
    await sleep(this.#waitMs);
    // At most one a minute, whatever goes wrong: the minute is its name.
    const minute = Math.floor(Date.now() / MINUTE_MS);
    const { state, balance } = await this.#org.grants.create({
      source: "adjustment",
      amount: AMOUNT,
      expiresAt: new Date(minute * MINUTE_MS + DAYS_30_MS),
      businessKey: `demo top-up ${minute}`,
      idempotencyKey: `demo/top-up/${minute}`,
    });
    tell(`topped up (${state}): ${balance.available} micro-USD available`);
  }
}

import { setTimeout as sleep } from "node:timers/promises";
import { usd } from "@scrip/domain/money";
import { log } from "../log.ts";
import type { Organization } from "../organization.ts";

const AMOUNT = usd("250.00");
const MINUTE_MS = 60_000;
const DAYS_30_MS = 30 * 24 * 60 * MINUTE_MS;

/** Adds credit when work waits for it, so that the demo never stops. */
export class Credit {
  readonly #org: Organization;
  readonly #waitMs: number;
  #pending: Promise<void> | undefined;

  /** @param waitMs how long work stays paused, so that people can see it */
  constructor(org: Organization, waitMs: number) {
    this.#org = org;
    this.#waitMs = waitMs;
  }

  /** Resolves after the next top-up, which all waiting callers share. */
  topUp(): Promise<void> {
    this.#pending ??= this.#addCredit().finally(() => {
      this.#pending = undefined;
    });
    return this.#pending;
  }

  async #addCredit(): Promise<void> {
    await sleep(this.#waitMs);
    // The minute is the key of the top-up, so even after errors there is at most one a minute.
    const minute = Math.floor(Date.now() / MINUTE_MS);
    const { state, balance } = await this.#org.grants.create({
      source: "adjustment",
      amount: AMOUNT,
      expiresAt: new Date(minute * MINUTE_MS + DAYS_30_MS),
      businessKey: `demo top-up ${minute}`,
      idempotencyKey: `demo/top-up/${minute}`,
    });
    log(`topped up (${state}): ${balance.available} micro-USD available`);
  }
}

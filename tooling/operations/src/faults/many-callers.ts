import { createClient } from "@scrip/client";
import { vi } from "vitest";

const CALLERS = 64;
const PATIENCE_MS = 120_000;

/** Callers that charge one micro-USD after another, each with a key of its own. */
export interface ManyCallers {
  /** The charges that were answered so far. */
  answered(): number;
  /** Resolves once so many more were answered. */
  further(count: number): Promise<void>;
  /** Ends the load. @throws Error if a caller got no answer to a charge, in spite of its retries */
  finish(): Promise<void>;
}

/** Starts 64 callers of the shipped client on one organization. */
export function manyCallers(url: string, key: string, org: string): ManyCallers {
  const acme = createClient({ url, key, retryForMs: PATIENCE_MS, timeoutMs: 5_000 }).organization(org);
  let count = 0;
  let isOver = false;
  const call = async (caller: number): Promise<void> => {
    for (let n = 0; !isOver; n += 1) {
      await acme.charges.create({ amount: 1n, idempotencyKey: `${caller}-${n}` });
      count += 1;
    }
  };
  const calling = Promise.all(Array.from({ length: CALLERS }, (_, caller) => call(caller)));
  calling.catch(() => {});
  return {
    answered: () => count,
    further: async (more) => {
      const wanted = count + more;
      await Promise.race([calling, vi.waitUntil(() => count >= wanted, { timeout: PATIENCE_MS, interval: 20 })]);
    },
    finish: async () => {
      isOver = true;
      await calling;
    },
  };
}

import { hash } from "node:crypto";
import { tiered } from "@scrip/domain/catalog";
import { type Command, priceBook } from "@scrip/domain/ledger";
import type { BookStore } from "../catalog/book-store.ts";
import { TransientError } from "../connection/errors.ts";
import type { Ledger, OutcomeOf } from "./ledger.ts";

// Child processes import this file too, so it must not import vitest.

/** The parameters of a load, as passed to its process. */
export interface LoadPlan {
  /** A unique name: keys and ids of this load differ from those of others. */
  readonly run: string;
  /** Addresses of `ledgerAddress`. */
  readonly urls: { readonly app: string; readonly worker: string };
  /** Organizations on which callers charge, hold and settle. */
  readonly orgIds: readonly string[];
  /** The number of concurrent callers, each with its own steps, and the number of the first one. */
  readonly callers: number;
  readonly firstCaller: number;
  /** An organization on a test clock that starts at 0, and two with due work; that of `poisoned` always fails. */
  readonly clocked: string;
  readonly due: string;
  readonly poisoned: string;
}

/** The participant of a step: a caller's number, or one that places holds under keys. */
export type By = number | "clocked" | "due" | "poisoned";

/** A step with the answer that its caller received. */
export interface Acknowledged {
  readonly by: By;
  readonly n: number;
  readonly outcome: { readonly ok: boolean; readonly answer?: unknown; readonly refusal?: unknown };
}

/** One command of a load; every process builds the same one. */
export interface Step {
  readonly command: Command;
  readonly key: string;
}

/** The steps of a round. After a round a caller has no open hold, and begins again. */
export const ROUND = 7;

/** Every version is the catalog `tiered`. */
export const books: BookStore = {
  ensure: async () => {},
  book: (version) => priceBook(version, tiered),
  catalogOf: async () => tiered,
};

/**
 * The nth step of a caller: charges, a hold that is settled and released in parts, a charge that leaves a debt, a
 * refusal.
 */
export function stepOf(plan: LoadPlan, by: By, n: number): Step {
  if (typeof by === "string") {
    const ttlMs = by === "clocked" ? 1_000 : 1;
    return step(plan, by, n, plan[by], { kind: "placeHold", amount: 1_000n, ttlMs });
  }
  const orgId = plan.orgIds[by % plan.orgIds.length] ?? "";
  const holdId = idOf(plan, by, n - (n % ROUND) + 1);
  const labels = { resource: null, project: null, member: null };
  const steps = [
    { kind: "charge", amount: 10_000n, onShortfall: "refuse", ...labels },
    { kind: "placeHold", amount: 50_000n, ttlMs: null },
    { kind: "settleHold", holdId, amount: 20_000n, close: false, resource: null },
    { kind: "releaseHold", holdId, amount: 10_000n },
    { kind: "settleHold", holdId, amount: 7_000n, close: true, resource: null },
    { kind: "charge", amount: 20_000n, onShortfall: "owe", ...labels },
    { kind: "charge", amount: 10n ** 15n, onShortfall: "refuse", ...labels },
  ];
  return step(plan, by, n, orgId, steps[n % ROUND] ?? {});
}

function step(plan: LoadPlan, by: By, n: number, orgId: string, rest: object): Step {
  const base = { orgId, id: idOf(plan, by, n), actor: { type: "system", id: null } };
  return { command: { ...base, ...rest } as unknown as Command, key: `${plan.run}/${by}/${n}` };
}

/** A UUID derived from the step, so that a second try of the step makes the same rows. */
function idOf({ run }: LoadPlan, by: By, n: number): string {
  const hex = hash("sha256", `${run}/${by}/${n}`);
  return [hex.slice(0, 8), hex.slice(8, 12), `7${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}

/** Sends a step as a client does: it retries with the same key until there is an answer. */
export async function answerTo(ledger: Ledger, { command, key }: Step): Promise<OutcomeOf<Command["kind"]>> {
  for (;;)
    try {
      return await ledger.submit(command, key);
    } catch (error) {
      if (!(error instanceof TransientError)) throw error;
    }
}

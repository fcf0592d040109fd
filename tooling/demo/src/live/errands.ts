import { setTimeout as sleep } from "node:timers/promises";
import { AccessDenied, isRefusal } from "@scrip/client";
import { usd } from "@scrip/domain/money";
import { log, messageOf } from "../log.ts";
import type { Organization } from "../organization.ts";
import type { LiveContext } from "./run-slot.ts";

const EVERY_MS = 40_000;
const TTL_SECONDS = 60;
const HELD = usd("20.00");
/** Models that are exported at once, at the least. */
const EXPORTED = 20;

/**
 * Runs small work between the jobs, one errand every forty seconds: an export, or a hold without a job and its end.
 * The number of the interval is the errand's key, so an errand started before a restart does not run twice.
 */
export async function runErrands({ world: { org }, speed }: LiveContext): Promise<never> {
  const everyMs = EVERY_MS / speed;
  for (;;) {
    const number = Math.floor(Date.now() / everyMs);
    try {
      await runErrand(org, number, everyMs / 3);
    } catch (error) {
      if (error instanceof AccessDenied) throw error;
      // A refusal means that credit is missing; skip the errand.
      if (!isRefusal(error)) log(`errand ${number}: ${messageOf(error)}`);
    }
    await sleep(Math.max(1, (number + 1) * everyMs - Date.now()));
  }
}

async function runErrand(org: Organization, number: number, holdMs: number): Promise<void> {
  if (number % 2 === 0) return exportModels(org, number);
  const { hold } = await org.holds.place({
    amount: HELD,
    ttlSeconds: TTL_SECONDS,
    idempotencyKey: `demo/hold/${number}`,
  });
  await sleep(holdMs);
  const idempotencyKey = `demo/hold/${number}/end`;
  const kind = Math.floor(number / 2) % 4;
  if (kind === 0) await org.holds.void({ hold, idempotencyKey });
  if (kind === 1) await org.holds.settle({ hold, amount: HELD / 3n, close: true, resource: "export", idempotencyKey });
  if (kind === 2) await org.holds.release({ hold, amount: HELD / 4n, idempotencyKey });
  // The rest of the hold, or all of it, expires later.
}

/** Reports exported models as a usage event. Its name is the errand's number, so it is charged once. */
async function exportModels(org: Organization, number: number): Promise<void> {
  const quantity = `${EXPORTED * (1 + (Math.floor(number / 2) % 3))}`;
  const names = { source: "demo", id: `export/${number}`, resource: "export", project: "helpdesk", member: "ada" };
  await org.usage.report({ events: [{ ...names, quantity }] });
}

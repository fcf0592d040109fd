import { setTimeout as sleep } from "node:timers/promises";
import { AccessDenied, isRefusal } from "@scrip/client";
import { usd } from "@scrip/domain/money";
import type { Organization } from "../organization.ts";
import { messageOf, tell } from "../tell.ts";
import type { Live } from "./run-job.ts";

const EVERY_MS = 40_000;
const TTL_SECONDS = 60;
const HELD = usd("0.40");
const EXPORT = usd("0.05");

/**
 * The small things between the jobs, one each forty seconds: an export, or a bare hold and what becomes of it. The
 * stretch of time is the errand's name, so one that was begun before a restart is not done twice.
 */
export async function runErrands({ org, speed }: Live): Promise<never> {
  const everyMs = EVERY_MS / speed;
  for (;;) {
    const number = Math.floor(Date.now() / everyMs);
    try {
      await runErrand(org, number, everyMs / 3);
    } catch (error) {
      if (error instanceof AccessDenied) throw error;
      // Where there is no credit for it, it is left out.
      if (!isRefusal(error)) tell(`errand ${number}: ${messageOf(error)}`);
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
  // The rest of it, or all, is left to expire.
}

async function exportModels(org: Organization, number: number): Promise<void> {
  const count = BigInt(1 + (Math.floor(number / 2) % 3));
  await org.charges.create({
    amount: EXPORT * count,
    resource: "export",
    project: "helpdesk",
    member: "ada",
    idempotencyKey: `demo/export/${number}`,
  });
}

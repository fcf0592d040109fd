import { setTimeout as sleep } from "node:timers/promises";
import { AccessDenied } from "@scrip/client";
import { log, messageOf } from "../log.ts";
import { lastNumber } from "./last-number.ts";
import { findJob, type LiveContext, runJob } from "./run-job.ts";
import { planOf, type Slot } from "./slots.ts";

const BETWEEN_JOBS_MS = 3000;
const AFTER_ERROR_MS = 2000;

/**
 * Runs one job of a slot after another, forever. After a restart it finds the slot's last job again. It logs a refusal
 * or a failed call, and continues the job from its state in the ledger.
 * @throws AccessDenied if the key is no longer valid, because no later call can succeed
 */
export async function runSlot(live: LiveContext, slot: Slot): Promise<never> {
  let number: number | undefined;
  for (;;) {
    try {
      number ??= Math.max(1, await lastNumber((n) => isStarted(live, slot, n)));
      await runJob(live, planOf(slot, number, live.speed));
      number += 1;
      await sleep(BETWEEN_JOBS_MS / live.speed);
    } catch (error) {
      if (error instanceof AccessDenied) throw error;
      log(`${slot.name}: ${messageOf(error)}`);
      await sleep(AFTER_ERROR_MS / live.speed);
    }
  }
}

async function isStarted({ org, speed }: LiveContext, slot: Slot, number: number): Promise<boolean> {
  return (await findJob(org, planOf(slot, number, speed).ref)) !== undefined;
}

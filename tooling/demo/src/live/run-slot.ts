import { setTimeout as sleep } from "node:timers/promises";
import { AccessDenied } from "@scrip/client";
import { messageOf, tell } from "../tell.ts";
import { lastNumber } from "./last-number.ts";
import { findJob, type Live, runJob } from "./run-job.ts";
import { planOf, type Slot } from "./slots.ts";

const REST_MS = 3000;
const TROUBLE_MS = 2000;

/**
 * Runs one job of a slot after another, for ever. Its last job is found again after a restart; a refusal or a failed
 * call is told, and the job taken up again from what the ledger says.
 * @throws AccessDenied where the key is worth nothing any more: nothing will ever succeed
 */
export async function runSlot(live: Live, slot: Slot): Promise<never> {
  let number: number | undefined;
  for (;;) {
    try {
      number ??= Math.max(1, await lastNumber((n) => isStarted(live, slot, n)));
      await runJob(live, planOf(slot, number, live.speed));
      number += 1;
      await sleep(REST_MS / live.speed);
    } catch (error) {
      if (error instanceof AccessDenied) throw error;
      tell(`${slot.name}: ${messageOf(error)}`);
      await sleep(TROUBLE_MS / live.speed);
    }
  }
}

async function isStarted({ org, speed }: Live, slot: Slot, number: number): Promise<boolean> {
  return (await findJob(org, planOf(slot, number, speed).ref)) !== undefined;
}

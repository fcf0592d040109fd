import { setTimeout as sleep } from "node:timers/promises";
import { AccessDenied } from "@scrip/client";
import type { CreditDesk } from "@scrip/simulator/credit-desk";
import { findJob, runJob } from "@scrip/simulator/jobs/run-job";
import { inRealTime } from "@scrip/simulator/time/real-time";
import type { World } from "@scrip/simulator/world";
import { log, messageOf } from "../log.ts";
import { lastNumber } from "./last-number.ts";
import { planOf, type Slot } from "./slots.ts";

const BETWEEN_JOBS_MS = 3000;
const AFTER_ERROR_MS = 2000;

/** The environment of the work in the live organization. */
export interface LiveContext {
  readonly world: World;
  readonly desk: CreditDesk;
  readonly speed: number;
}

/**
 * Runs one job of a slot after another, forever. After a restart it finds the slot's last job again. It logs a refusal
 * or a failed call, and continues the job from its state in the ledger.
 * @throws AccessDenied if the key is no longer valid, because no later call can succeed
 */
export async function runSlot(live: LiveContext, slot: Slot): Promise<never> {
  const { world, desk, speed } = live;
  let number: number | undefined;
  for (;;) {
    try {
      number ??= Math.max(1, await lastNumber((n) => isStarted(live, slot, n)));
      const job = runJob(world, desk, planOf(slot, number, speed), Date.now());
      await inRealTime(job, Number.POSITIVE_INFINITY);
      number += 1;
      await sleep(BETWEEN_JOBS_MS / speed);
    } catch (error) {
      if (error instanceof AccessDenied) throw error;
      log(`${slot.name}: ${messageOf(error)}`);
      await sleep(AFTER_ERROR_MS / speed);
    }
  }
}

async function isStarted({ world, speed }: LiveContext, slot: Slot, number: number): Promise<boolean> {
  return (await findJob(world, planOf(slot, number, speed).ref)) !== undefined;
}

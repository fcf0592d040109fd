import { isRefusal } from "@scrip/client";
import { compileCatalog, tiered } from "@scrip/domain/catalog";
import { usd } from "@scrip/domain/money";
import type { Organization } from "../organization.ts";
import { Commands } from "./commands.ts";
import { Credit } from "./credit.ts";
import { runErrands } from "./errands.ts";
import type { Live } from "./run-job.ts";
import { runSlot } from "./run-slot.ts";
import { SLOTS } from "./slots.ts";

const DAY_MS = 86_400_000;
const PAUSED_MS = 15_000;

/** Real work on the real clock, for ever: jobs, what they cost as they run, and credit that runs out and comes back. */
export async function runLive(org: Organization, since: Date, speed: number): Promise<never> {
  await openingCredit(org, since);
  const live: Live = { org, speed, commands: new Commands(), credit: new Credit(org, PAUSED_MS / speed) };
  return Promise.race([runErrands(live), ...SLOTS.map((slot) => runSlot(live, slot))]);
}

/** The credit of a signup and a small purchase, once. */
async function openingCredit(org: Organization, since: Date): Promise<void> {
  const signup = compileCatalog(tiered).plans.get("free")?.signup;
  if (signup !== undefined)
    await once(() =>
      org.grants.create({
        source: "signup",
        amount: signup.amount,
        expiresAt: new Date(since.getTime() + signup.days * DAY_MS),
        businessKey: "signup:demo",
        idempotencyKey: "demo/signup",
      }),
    );
  await once(() =>
    org.grants.create({
      source: "purchase",
      amount: usd("5.00"),
      businessKey: "external:demo",
      idempotencyKey: "demo/purchase",
    }),
  );
}

/** An older database has other terms under the same name, and keeps them. */
async function once(grant: () => Promise<unknown>): Promise<void> {
  try {
    await grant();
  } catch (error) {
    if (!isRefusal(error, "business_key_taken")) throw error;
  }
}

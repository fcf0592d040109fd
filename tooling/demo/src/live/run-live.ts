import { isRefusal } from "@scrip/client";
import { compileCatalog, tiered } from "@scrip/domain/catalog";
import { usd } from "@scrip/domain/money";
import { CreditDesk } from "@scrip/simulator/credit-desk";
import { type Organization, worldOf } from "../organization.ts";
import { runErrands } from "./errands.ts";
import { keepServing } from "./keep-serving.ts";
import { type LiveContext, runSlot } from "./run-slot.ts";
import { SLOTS } from "./slots.ts";

const DAY_MS = 86_400_000;
/** Work that lacks credit stays paused for as long, so that people can see it. */
const PAUSED_MS = 15_000;
const TOP_UP = usd("250.00");

/** Runs work on the real clock forever: jobs, endpoints, storage, and credit that runs out and is topped up. */
export async function runLive(org: Organization, since: Date, speed: number): Promise<never> {
  await openingCredit(org, since);
  const world = worldOf(org, "", "asIfNothing");
  const terms = { amount: TOP_UP, afterMs: PAUSED_MS / speed, livesMs: 30 * DAY_MS };
  const live: LiveContext = { world, speed, desk: new CreditDesk(world, terms) };
  return Promise.race([runErrands(live), keepServing(live), ...SLOTS.map((slot) => runSlot(live, slot))]);
}

/** Issues the credit of a signup and of a small purchase, once. */
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
      amount: usd("100.00"),
      businessKey: "external:demo",
      idempotencyKey: "demo/purchase",
    }),
  );
}

/** Issues a grant. A database of an earlier version may have other terms under the same keys, and keeps them. */
async function once(grant: () => Promise<unknown>): Promise<void> {
  try {
    await grant();
  } catch (error) {
    if (!isRefusal(error, "business_key_taken") && !isRefusal(error, "key_reused")) throw error;
  }
}

import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { CRASH_POINTS } from "@scrip/db/connection";
import { usd } from "@scrip/domain/money";
import { describe, expect, it } from "vitest";
import { aScenario } from "../../testing/a-scenario.ts";
import { ASKS } from "../asks.ts";
import { aShop } from "../testing/a-shop.ts";
import { anAttempt } from "../testing/an-attempt.ts";
import { resolveAttempt } from "./resolve-attempt.ts";

const { deps: scenario, database, anOrganization } = await aScenario();
const shop = await aShop(scenario);
const { deps, stripe } = shop;
const PROGRAM = fileURLToPath(new URL("./killed-attempt.fixture.ts", import.meta.url));

type Point = (typeof CRASH_POINTS)[number];

async function killedAt(point: Point, orgId: string, attemptId: string): Promise<void> {
  const args = [PROGRAM, JSON.stringify(database.homeUrls.app), stripe.local.url, point, orgId, attemptId];
  const [, signal] = await once(spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"] }), "close");
  // Only the hook ends the process with a signal: a point that is never reached would end with an exit code.
  expect(signal).toBe("SIGKILL");
}

/** Where a process is killed, how many charges there are then, and whether the credit is there. */
const POINTS: readonly (readonly [string, Point, number, boolean])[] = [
  ["A2", "topup.pre_rpc", 0, false],
  ["A1", "topup.post_rpc", 1, false],
  ["A1", "payment.claimed", 1, false],
  ["A1", "batch.decided", 1, false],
  ["A1", "attempt.booked", 1, true],
];

describe.each(POINTS)("%s a payment killed at %s", (_, point, charges, isGiven) => {
  it.each(["due work", "events", "both at once, twice"])("is finished by %s: one charge, one grant", async (by) => {
    const { orgId } = await anOrganization({ clockAt: null });
    const { id } = await anAttempt(shop, orgId);
    await killedAt(point, orgId, id);
    expect(await shop.charged(orgId)).toHaveLength(charges);
    const available = async () => (await deps.ledger.peek(orgId)).ledger.balance.available;
    expect(await available()).toBe(isGiven ? usd("25.00") : 0n);
    const dueWork = () => resolveAttempt(deps, { orgId, kind: "resolve_attempt", refId: id }, ASKS);
    const finish = {
      "due work": [dueWork],
      // Before the call there is no event, and only the due work can know of the attempt.
      events: charges === 0 ? [dueWork] : [() => shop.deliver(orgId)],
      "both at once, twice": [dueWork, () => shop.deliver(orgId), dueWork, () => shop.deliver(orgId)],
    }[by];
    await Promise.all((finish ?? []).map((run) => run()));
    const [attempt] = await shop.attempts(orgId);
    if (attempt?.state === "unknown") await dueWork();
    expect(await shop.attempts(orgId)).toMatchObject([{ id, state: "succeeded" }]);
    expect(await shop.charged(orgId)).toMatchObject([{ amount: 2500, metadata: { scrip_attempt: id } }]);
    expect(await available()).toBe(usd("25.00"));
  });
});

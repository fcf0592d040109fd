import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { CRASH_POINTS } from "@scrip/db/connection";
import type { Instant } from "@scrip/domain/ledger";
import { afterAll, describe, expect, it } from "vitest";
import { aScenario } from "../../testing/a-scenario.ts";
import { PayingMember, withGateway } from "./a-paying-organization.test-support.ts";

const { deps, database, anOrganization } = await aScenario();
const stripe = await withGateway(deps);
const owner = await database.open("owner");
afterAll(() => stripe[Symbol.asyncDispose]());
const { control } = stripe.local;

const PROGRAM = fileURLToPath(new URL("./killed-plan-payment.fixture.ts", import.meta.url));
const at = (text: string): Instant => Date.parse(text);
const FROM = "2027-06-02T10:00:00Z";
const RENEWED = at("2027-07-02T10:00:00Z");
const MINUTE_MS = 60_000;

type Point = (typeof CRASH_POINTS)[number];
const POINTS: readonly Point[] = ["topup.pre_rpc", "topup.post_rpc", "payment.claimed", "attempt.booked"];

async function aMember(): Promise<PayingMember> {
  const member = new PayingMember(stripe, await anOrganization({ credit: "5.00", clockAt: at(FROM) }));
  await member.useCard();
  return member;
}

async function killedAt(point: Point, orgId: string, what: string): Promise<void> {
  const args = [PROGRAM, JSON.stringify(database.homeUrls.app), stripe.local.url, point, orgId, what];
  const [, signal] = await once(spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"] }), "close");
  expect(signal).toBe("SIGKILL");
}

/** The charges that the local Stripe made, the plan's grants, and the payments that are booked: they must be as many. */
async function counted(orgId: string): Promise<{ charges: number; grants: number; payments: number }> {
  const [rows] = await owner.query<{ customer: string; grants: number; payments: number }[]>(
    `SELECT a.customer, (SELECT count(*)::int FROM grants WHERE org_id = $1 AND source = 'plan') AS grants,
        (SELECT count(*)::int FROM payment_attempts WHERE org_id = $1 AND state = 'succeeded') AS payments
      FROM billing_accounts a WHERE a.org_id = $1`,
    [orgId],
  );
  const { body } = await control.call("GET", "/v1/charges", { customer: rows?.customer, limit: 100 });
  const charges = (body as { data: { paid: boolean }[] }).data.filter(({ paid }) => paid).length;
  return { charges, grants: rows?.grants ?? 0, payments: rows?.payments ?? 0 };
}

describe.each(POINTS)("A1 A2 a payment of a plan killed at %s", (point) => {
  it("starts the plan once, with one charge and one grant", async () => {
    const member = await aMember();
    await killedAt(point, member.orgId, "subscribe");
    await member.advanceTo(at(FROM) + 15 * MINUTE_MS);
    expect(await member.plan()).toMatchObject({ plan: "pro", state: "active", pending: null });
    expect(await counted(member.orgId)).toEqual({ charges: 1, grants: 1, payments: 1 });
  });

  it("renews the plan once", async () => {
    const member = await aMember();
    await member.subscribe("saved");
    await killedAt(point, member.orgId, `${RENEWED}`);
    await member.advanceTo(RENEWED + 15 * MINUTE_MS);
    expect((await member.plan()).periods).toHaveLength(2);
    expect(await counted(member.orgId)).toEqual({ charges: 2, grants: 2, payments: 2 });
  });
});

it("A3 a lost answer leaves Free until the look-up, and is never charged again", async () => {
  const member = await aMember();
  control.addFault({ on: "POST /v1/subscriptions", when: "after", how: "drop", times: 20 });
  expect(await member.subscribe("saved")).toMatchObject({ plan: "free", state: "none", pending: { url: null } });
  control.clearFaults();
  await member.advanceTo(at(FROM) + 15 * MINUTE_MS);
  expect(await member.plan()).toMatchObject({ plan: "pro", state: "active", since: at(FROM) });
  expect(await counted(member.orgId)).toEqual({ charges: 1, grants: 1, payments: 1 });
});

it("A2 a page that could not be opened is opened by the same request", async () => {
  const member = await aMember();
  control.addFault({ on: "POST /v1/checkout/sessions", when: "before", how: "drop", times: 20 });
  const key = "the same request";
  await expect(member.subscribe("page", { key })).rejects.toMatchObject({ reason: "unavailable" });
  control.clearFaults();
  const { pending } = await member.subscribe("page", { key });
  expect(pending?.url).toContain(stripe.local.url);
  await member.payOnPage();
  await member.comeBack();
  expect(await counted(member.orgId)).toEqual({ charges: 1, grants: 1, payments: 1 });
});

it("E15 while Stripe is down at a renewal the plan is active and its credit waits; later it is paid once", async () => {
  const member = await aMember();
  await member.subscribe("saved");
  control.addFault({ when: "before", how: 500, isStored: false, times: 10_000 });
  await member.advanceTo(RENEWED + 6 * 60 * MINUTE_MS);
  control.clearFaults();
  expect(await member.plan()).toMatchObject({ state: "active", plan: "pro", nextGrant: null });
  expect(await counted(member.orgId)).toEqual({ charges: 1, grants: 1, payments: 1 });
  await member.advanceTo(RENEWED + 7 * 60 * MINUTE_MS);
  expect(await member.plan()).toMatchObject({ state: "active", plan: "pro" });
  expect(await counted(member.orgId)).toEqual({ charges: 2, grants: 2, payments: 2 });
});

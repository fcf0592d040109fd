import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { CRASH_POINTS } from "@scrip/db/connection";
import { usd } from "@scrip/domain/money";
import { describe, expect, it } from "vitest";
import { aScenario } from "../../testing/a-scenario.ts";
import { createCampaignAsOwner } from "./campaigns.ts";
import type { Killed } from "./killed-redemption.fixture.ts";
import { createCodesAsOwner, textsOf } from "./make-codes.ts";
import { redeemCode } from "./redeem-code.ts";

const { deps, database, anOrganization, runPlatformWork } = await aScenario();
const owner = await database.open("owner");
const PROGRAM = fileURLToPath(new URL("./killed-redemption.fixture.ts", import.meta.url));
const POINTS = CRASH_POINTS.filter((point) => point.startsWith("code."));

async function killedAt(point: string, killed: Killed): Promise<void> {
  const args = [PROGRAM, JSON.stringify(database.homeUrls.app), point, JSON.stringify(killed)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"] });
  const [, signal] = await once(child, "close");
  // Only the hook ends the process with a signal: a point that is never reached would end with an exit code.
  expect(signal).toBe("SIGKILL");
}

/** An organization and a code of one use; on another plan than that of the organization if it is `refused`. */
async function aCall({ refused }: { readonly refused: boolean }): Promise<Killed> {
  const terms = { amount: usd("25.00"), validUntil: null, days: 30, uses: 1, perOrg: 1 };
  const plans = refused ? ["enterprise"] : null;
  const { id } = await createCampaignAsOwner(owner.platform, { name: "A campaign", ...terms, plans });
  const [code = ""] = await createCodesAsOwner(owner.platform, id, textsOf(1));
  const { caller } = await anOrganization({ clockAt: null });
  return { caller, code, idempotencyKey: randomUUID() };
}

/** What is left of a call: the credit, the uses of its code, its claims, its failed tries, and open work. */
async function left({ caller: { orgId } }: Killed) {
  const { ledger } = await deps.ledger.peek(orgId);
  const [{ uses }] = await owner.query("SELECT uses::integer FROM codes ORDER BY id DESC LIMIT 1");
  const [{ claims }] = await owner.query("SELECT count(*)::integer AS claims FROM code_claims WHERE org_id = $1", [
    orgId,
  ]);
  const [{ tries }] = await owner.query("SELECT count(*)::integer AS tries FROM code_tries WHERE org_id = $1", [orgId]);
  const [{ work }] = await owner.query("SELECT count(*)::integer AS work FROM platform_due WHERE kind = 'redeem_code'");
  return { available: ledger.balance.available, uses, claims, tries, work };
}

const DONE = { available: usd("25.00"), uses: 1, claims: 1, tries: 0, work: 0 };
const GIVEN_BACK = { available: 0n, uses: 0, claims: 0, tries: 1, work: 0 };

describe.each(POINTS)("E1 G8 a redemption that is killed at %s", (point) => {
  it("is finished once by the worker and the same call, at once", async () => {
    const call = await aCall({ refused: false });
    await killedAt(point, call);
    const again = () => redeemCode(deps, call.caller, call);
    await Promise.all([runPlatformWork(), again(), runPlatformWork(), again()]);
    // A try that was killed before its claim counts as failed.
    expect(await left(call)).toEqual({ ...DONE, tries: point === "code.tried" ? 1 : 0 });
  });

  it("is finished by the worker alone", async () => {
    const call = await aCall({ refused: false });
    await killedAt(point, call);
    await runPlatformWork();
    const nothing = { available: 0n, uses: 0, claims: 0, tries: 1, work: 0 };
    expect(await left(call)).toEqual(point === "code.tried" ? nothing : DONE);
  });

  it("gives its use back if the organization's step refuses it", async () => {
    const call = await aCall({ refused: true });
    await killedAt(point, call);
    await runPlatformWork();
    expect(await left(call)).toEqual(GIVEN_BACK);
    await expect(redeemCode(deps, call.caller, call)).rejects.toMatchObject({ refusal: { code: "code_not_valid" } });
    expect(await left(call)).toEqual({ ...GIVEN_BACK, tries: 2 });
  });
});

import { afterAll, expect, it } from "vitest";
import { inOrganization, inPlatform } from "../../../connection/in-home.ts";
import { newId } from "../../../connection/new-id.ts";
import {
  claimCode,
  codeHash,
  insertCampaign,
  insertCodes,
  insertRedemption,
  markClaim,
} from "../../../plans/codes/index.ts";
import { lockUse, writeChange } from "../../../plans/entitlements/index.ts";
import { testDatabase } from "../../../testing/index.ts";
import { Account, appLedger } from "../../an-account.test-support.ts";
import { openUnlocked } from "./open-unlocked.fixture.ts";

const database = await testDatabase();
const owner = await database.open("owner");
const ledger = appLedger(database);
const account = await Account.open(await database.open("app"), ledger);
const { orgId } = account;
const { claimId, grantId } = await aRedemption();
await someUses();
const unlocked = await openUnlocked(database);
afterAll(() => Promise.all([unlocked.close(), ledger.close()]));

/** Redeems a code of two uses, once. */
async function aRedemption() {
  const terms = { amount: 25_000_000n, validUntil: null, days: null, perOrg: 1, plans: null };
  const size = { uses: 2, maxCodes: 1, reason: null };
  const claim = await inPlatform(owner.platform, async (tx) => {
    const campaign = await insertCampaign(tx, {
      ...terms,
      ...size,
      name: "Spring",
      madeBy: null,
      needsApproval: false,
    });
    await insertCodes(tx, campaign, [codeHash("SPRING")]);
    const actor = { type: "system", id: null } as const;
    const wanted = { id: newId(), codeHash: codeHash("spring"), orgId, actor, idempotencyKey: "k" };
    return claimCode(tx, wanted);
  });
  if (claim === null) throw new Error("the code was not claimed");
  const given = { source: "code", grantKind: "promotional", businessKey: `code:${claim.id}` } as const;
  const { grant } = await account.grant("25", given);
  await inOrganization(owner.organizations, orgId, (tx) =>
    insertRedemption(tx, { orgId, claimId: claim.id, codeId: claim.codeId, grantId: grant, at: new Date() }),
  );
  await inPlatform(owner.platform, (tx) => markClaim(tx, claim.id));
  return { claimId: claim.id, grantId: grant };
}

/** Counts two deployments and gives one back. */
async function someUses(): Promise<void> {
  const change = { orgId, entitlement: "deployments", at: new Date(), most: 5, neededPlan: null };
  await inOrganization(owner.organizations, orgId, async (tx) => {
    await lockUse(tx, orgId, "deployments");
    await writeChange(tx, { ...change, operation: "use", key: "1", count: 2, used: 2, outcome: "done" });
    await writeChange(tx, { ...change, operation: "release", key: "2", count: 1, used: 1, outcome: "done" });
    await writeChange(tx, { ...change, operation: "use", key: "3", count: 9, used: 1, outcome: "limit_reached" });
  });
}

const NOWHERE = "00000000-0000-7000-8000-999999999999";

it("finds nothing in rows that a redemption and changes of counters left", () => {
  const about = unlocked.known.filter((finding) => /of a code|redemption|counter /.test(finding));
  expect(about).toEqual([]);
});

it.each([
  ["a use is added to a code", "UPDATE codes SET uses = uses + 1", "L25"],
  ["more uses are allowed than its campaign says", "UPDATE codes SET max_uses = 9", "L25"],
  ["fewer uses are allowed than there are", "UPDATE codes SET max_uses = 0; UPDATE campaigns SET uses = 0", "L25"],
  ["a code is doubled", "INSERT INTO codes SELECT * FROM codes", "L13 L25"],
  ["a code is gone", "DELETE FROM codes", "L28"],
  ["a campaign is gone", "DELETE FROM campaigns", "L28"],
  ["a campaign gives another amount", "UPDATE campaigns SET amount = amount + 1", "L25"],
  ["a campaign has more codes than it can", "UPDATE campaigns SET max_codes = 0", "L25"],
  ["a campaign with a code waits for approval", "UPDATE campaigns SET approval = 'wanted'", "L25"],
  ["a claim is gone", "DELETE FROM code_claims", "L25"],
  ["a claim is doubled", "INSERT INTO code_claims SELECT * FROM code_claims", "L13 L25"],
  ["a claim of another code", `UPDATE code_claims SET code_id = '${NOWHERE}'`, "L25 L28"],
  ["a claim of another organization", `UPDATE code_claims SET org_id = '${NOWHERE}'`, "L28"],
  ["a claim is not marked", "UPDATE code_claims SET marked_at = NULL", "L29"],
  ["due work of a claim that is marked", `INSERT INTO platform_due VALUES ('redeem_code', '${claimId}', now())`, "L29"],
  ["due work of no claim", `INSERT INTO platform_due VALUES ('redeem_code', '${NOWHERE}', now())`, "L29"],
  ["a redemption is gone", "DELETE FROM redemptions", "L25"],
  ["a redemption is doubled", "INSERT INTO redemptions SELECT * FROM redemptions", "L25"],
  [
    "a second redemption is invented",
    `INSERT INTO redemptions SELECT org_id, '${NOWHERE}', code_id, '${NOWHERE}', at FROM redemptions`,
    "L25",
  ],
  ["a redemption has another grant", `UPDATE redemptions SET grant_id = '${NOWHERE}'`, "L25"],
  ["a redemption was refused after all", "UPDATE redemptions SET grant_id = NULL", "L25"],
  ["a counter is higher", "UPDATE entitlement_uses SET used = used + 1", "L35"],
  ["a counter is gone", "DELETE FROM entitlement_uses", "L35"],
  ["a counter is doubled", "INSERT INTO entitlement_uses SELECT * FROM entitlement_uses", "L35"],
  ["a change is gone", "DELETE FROM entitlement_changes WHERE key = '1'", "L35"],
  ["a change counts more", "UPDATE entitlement_changes SET count = 3 WHERE key = '1'", "L35"],
  ["a refused change was done", "UPDATE entitlement_changes SET outcome = 'done' WHERE key = '3'", "L35"],
  ["a use passed what was allowed", "UPDATE entitlement_changes SET most = 1 WHERE key = '1'", "L35"],
])("%s: %s", async (_what, statements, names) => {
  expect(await unlocked.brokenBy(statements)).toBe(names);
});

it("names credit of a code that was not redeemed", async () => {
  const { findings } = await unlocked.after("UPDATE redemptions SET grant_id = NULL WHERE grant_id = $1", [grantId]);
  expect(findings.map(({ message }) => message)).toContain("it is the credit of a code that was not redeemed");
});

import { randomUUID } from "node:crypto";
import { TransientError } from "@scrip/db/connection";
import { usd } from "@scrip/domain/money";
import { describe, expect, it } from "vitest";
import { FROM_WITHIN } from "../../deps.ts";
import { closeOrganization } from "../../organizations/close-organization.ts";
import { setPlan } from "../../organizations/set-plan.ts";
import { RefusedError } from "../../refused.ts";
import { aScenario, NOON } from "../../testing/a-scenario.ts";
import type { Organization } from "../../testing/organization.ts";
import { type CampaignWanted, createCampaignAsOwner } from "./campaigns.ts";
import { createCodesAsOwner, textsOf } from "./make-codes.ts";
import { redeemCode } from "./redeem-code.ts";

const { deps, database, anOrganization, runPlatformWork } = await aScenario();
const owner = await database.open("owner");
const DAY_MS = 86_400_000;

/** Makes one code of a campaign. */
async function aCode(some: Partial<CampaignWanted> = {}): Promise<string> {
  const terms = { amount: usd("25.00"), validUntil: null, days: null, uses: null, perOrg: 1, plans: null };
  const { id } = await createCampaignAsOwner(owner.platform, { name: `Campaign ${randomUUID()}`, ...terms, ...some });
  const [code = ""] = await createCodesAsOwner(owner.platform, id, textsOf(1));
  return code;
}

/** Redeems a code. @returns `redeemed`, or the code of the refusal */
function redeem({ caller }: Organization, code: string, idempotencyKey: string = randomUUID()): Promise<string> {
  return redeemCode(deps, caller, { code, idempotencyKey }).then(
    () => "redeemed",
    (error: unknown) => {
      if (error instanceof RefusedError) return error.refusal.code;
      if (error instanceof TransientError) return error.reason;
      throw error;
    },
  );
}

const available = async ({ orgId }: Organization) => (await deps.ledger.peek(orgId)).ledger.balance.available;
const usesOf = async (): Promise<number[]> =>
  (await owner.query("SELECT uses FROM codes ORDER BY id DESC LIMIT 1")).map(({ uses }: { uses: bigint }) =>
    Number(uses),
  );
const count = (answers: readonly string[], answer: string) => answers.filter((each) => each === answer).length;

describe("a code", () => {
  it("gives its credit, which lives its days from the organization's time", async () => {
    const code = await aCode({ days: 90 });
    const acme = await anOrganization({ clockAt: NOON });
    const redeemed = await redeemCode(deps, acme.caller, { code: code.toLowerCase(), idempotencyKey: "mine" });
    expect(redeemed).toMatchObject({ amount: usd("25.00"), expiresAt: NOON + 90 * DAY_MS });
    expect(await available(acme)).toBe(usd("25.00"));
    const [grant] = await owner.query("SELECT source, kind FROM grants WHERE id = $1", [redeemed.grant]);
    expect(grant).toEqual({ source: "code", kind: "promotional" });
    // The same call again, as after a lost answer.
    expect(await redeemCode(deps, acme.caller, { code, idempotencyKey: "mine" })).toEqual(redeemed);
    expect(await redeem(acme, await aCode(), "mine")).toBe("key_reused");
    expect(await redeem(acme, code)).toBe("code_not_valid");
    expect(await available(acme)).toBe(usd("25.00"));
  });

  it("is stored as a hash alone", async () => {
    const code = await aCode();
    const rows = await owner.query("SELECT t::text FROM codes t UNION ALL SELECT t::text FROM campaigns t");
    expect(rows.length).toBeGreaterThan(1);
    expect(JSON.stringify(rows)).not.toContain(code);
  });

  it.each<[string, Partial<CampaignWanted>, (acme: Organization) => Promise<unknown>]>([
    ["at the end of its validity", { validUntil: NOON }, async () => {}],
    ["on another plan", { plans: ["pro", "enterprise"] }, async () => {}],
    ["by a closed organization", {}, ({ caller }) => closeOrganization(deps, caller, { reason: "a test" })],
  ])("is not valid %s, and gives its use back", async (_when, some, prepare) => {
    const code = await aCode({ uses: 1, ...some });
    const acme = await anOrganization({ clockAt: NOON });
    await prepare(acme);
    expect(await redeem(acme, code)).toBe("code_not_valid");
    expect(await usesOf()).toEqual([0]);
    expect(await available(acme)).toBe(0n);
  });

  it("is valid a millisecond before its end, and on its plan of that moment", async () => {
    const code = await aCode({ validUntil: NOON + 1, plans: ["pro"] });
    const acme = await anOrganization({ clockAt: NOON });
    const operator = { orgId: acme.orgId, actor: { type: "operator", id: randomUUID() }, from: FROM_WITHIN } as const;
    await setPlan(deps, operator, { plan: "pro", reason: "a test" });
    expect(await redeem(acme, code)).toBe("redeemed");
  });

  it.each(["unknown", "", "é".repeat(200), "0".repeat(26), "' OR 1=1 --"])("does not exist: %j", async (code) => {
    expect(await redeem(await anOrganization(), code)).toBe("code_not_valid");
  });

  it("is not valid any more when its campaign has ended", async () => {
    const code = await aCode();
    await owner.query(
      "UPDATE campaigns SET ended_at = created_at WHERE id = (SELECT campaign_id FROM codes ORDER BY id DESC LIMIT 1)",
    );
    expect(await redeem(await anOrganization(), code)).toBe("code_not_valid");
  });
});

describe("races", () => {
  it("G8 a code with 5 uses, 60 organizations at once: 5 grants, 55 times the same answer", async () => {
    const code = await aCode({ uses: 5 });
    const all = await Promise.all(Array.from({ length: 60 }, () => anOrganization()));
    const answers = await Promise.all(all.map((each) => redeem(each, code)));
    expect([count(answers, "redeemed"), count(answers, "code_not_valid")]).toEqual([5, 55]);
    const credit = await Promise.all(all.map(available));
    expect(credit.filter((each) => each === usd("25.00"))).toHaveLength(5);
    expect(await usesOf()).toEqual([5]);
  });

  it("G8 one organization twice at once: one", async () => {
    const code = await aCode();
    const acme = await anOrganization();
    const answers = await Promise.all([redeem(acme, code), redeem(acme, code)]);
    expect(answers.sort()).toEqual(["code_not_valid", "redeemed"]);
    expect(await available(acme)).toBe(usd("25.00"));
    expect(await usesOf()).toEqual([1]);
  });

  it("L13 one call four times at once: one redemption, and no failed try is left", async () => {
    const code = await aCode();
    const acme = await anOrganization();
    const answers = await Promise.all(Array.from({ length: 4 }, () => redeem(acme, code, "once")));
    expect(count(answers, "redeemed")).toBe(4);
    expect(await available(acme)).toBe(usd("25.00"));
    expect(await owner.query("SELECT FROM code_tries WHERE org_id = $1", [acme.orgId])).toEqual([]);
  });

  it("L25 perOrg times for each organization, and no more", async () => {
    const code = await aCode({ perOrg: 3 });
    const acme = await anOrganization();
    const answers = await Promise.all(Array.from({ length: 5 }, () => redeem(acme, code)));
    expect([count(answers, "redeemed"), count(answers, "code_not_valid")]).toEqual([3, 2]);
    expect(await usesOf()).toEqual([3]);
  });
});

describe("G7 guessing", () => {
  it("is stopped after five failed tries, also of 100 at once, for an hour of the organization's time", async () => {
    const code = await aCode();
    const acme = await anOrganization({ clockAt: NOON });
    const answers = await Promise.all(Array.from({ length: 100 }, () => redeem(acme, randomUUID())));
    expect([count(answers, "code_not_valid"), count(answers, "too_many_requests")]).toEqual([5, 95]);
    expect(await redeem(acme, code)).toBe("too_many_requests");
    await acme.advanceBy(3_599_999);
    expect(await redeem(acme, code)).toBe("too_many_requests");
    await acme.advanceBy(1);
    expect(await redeem(acme, code)).toBe("redeemed");
  });

  it("counts only failed tries: an organization redeems any number of codes", async () => {
    const acme = await anOrganization();
    for (let n = 0; n < 7; n += 1) expect(await redeem(acme, await aCode())).toBe("redeemed");
    expect(await available(acme)).toBe(usd("175.00"));
  });
});

it("leaves no work behind", async () => {
  expect(await owner.query("SELECT FROM platform_due WHERE kind = 'redeem_code'")).toEqual([]);
  await runPlatformWork();
});

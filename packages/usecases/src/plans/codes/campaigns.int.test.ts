import { randomUUID } from "node:crypto";
import type { createCampaignInput } from "@scrip/contract/codes";
import type { Parsed } from "@scrip/contract/wire/parsed";
import { bookStore, loadCatalog, publishCatalog } from "@scrip/db/catalog";
import { inPlatform } from "@scrip/db/connection";
import { lockCampaign } from "@scrip/db/plans/codes";
import { testDatabase } from "@scrip/db/testing";
import { findings } from "@scrip/db/testing/ledger";
import { catalogText, tiered } from "@scrip/domain/catalog";
import { usd } from "@scrip/domain/money";
import { describe, expect, it } from "vitest";
import { anOperator } from "../../operators/an-operator.test-support.ts";
import { makeOperator, removeOperator } from "../../operators/make-operator.ts";
import type { OperatorCaller } from "../../operators/operator-caller.ts";
import { closeCampaign, createCampaign, createCampaignAsOwner } from "./campaigns.ts";
import { approveCampaign, refuseCampaign } from "./decide-campaign.ts";
import { createCodes, createCodesAsOwner, textsOf } from "./make-codes.ts";

const database = await testDatabase();
const app = await database.open("app");
const owner = await database.open("owner");
const catalogVersion = await publishCatalog(app, catalogText(tiered), 0);
const deps = {
  homes: app,
  books: bookStore((version) => loadCatalog(app.organizations, version)),
  catalogVersion,
};
const bob = await anOperator(owner, "Bob");

type Wanted = Partial<Parsed<typeof createCampaignInput>>;

const ask = (operator: OperatorCaller, some: Wanted = {}) =>
  createCampaign(deps, operator, {
    idempotencyKey: randomUUID(),
    name: "Meetup",
    amount: usd("10.00"),
    uses: 1,
    maxCodes: 10,
    perOrganization: 1,
    reason: "a meetup in Berlin",
    ...some,
  });
const make = (operator: OperatorCaller, campaign: string, count = 1) =>
  createCodes(deps, operator, { campaign, count });
const refusal = (code: string) => ({ refusal: { code } });
const auditOf = (id: string) =>
  owner.query(
    `SELECT e.action, e.actor_id, d.details FROM platform_audit_entries e
      LEFT JOIN platform_audit_details d USING (seq) WHERE e.target_id = $1 ORDER BY e.seq`,
    [id],
  );
const stateOf = async (id: string) =>
  (await inPlatform(owner.platform, (tx) => lockCampaign(tx, id)))?.approval ?? null;

describe("G17 a campaign of an operator", () => {
  it("up to the limit has codes at once, as many as it can have", async () => {
    const ada = await anOperator(owner, "Ada");
    const { id, approval } = await ask(ada);
    expect([approval, (await make(ada, id, 8)).length]).toEqual([null, 8]);
    await expect(make(ada, id, 3)).rejects.toMatchObject({
      refusal: { code: "too_many_codes", data: { most: 10, left: 2 } },
    });
    await expect(createCodesAsOwner(owner.platform, id, textsOf(3))).rejects.toMatchObject(refusal("too_many_codes"));
    expect((await make(bob, id, 2)).length).toBe(2);
    const [created] = await auditOf(id);
    expect(created).toMatchObject({
      action: "campaign.created",
      actor_id: ada.personId,
      details: { name: "Meetup", amount: "10000000", total: "100000000", reason: "a meetup in Berlin" },
    });
  });

  it("above the limit has codes after another operator approved it, who gets a mail; the approval is given once", async () => {
    const ada = await anOperator(owner, "Ada");
    const { id, approval } = await ask(ada, { name: "Conference", maxCodes: 11 });
    expect(approval).toBe("wanted");
    const mails = await owner.query(
      "SELECT person_id, data FROM mails WHERE kind = 'approval_wanted' AND data->>'act' LIKE '%Conference%'",
    );
    const data = { act: 'a campaign of codes, "Conference", of at most $110.00', organization: null, askedBy: "Ada" };
    expect(mails).toContainEqual({ person_id: bob.personId, data: expect.objectContaining(data) });
    expect(mails).not.toContainEqual(expect.objectContaining({ person_id: ada.personId }));
    for (const by of [ada, bob]) await expect(make(by, id)).rejects.toMatchObject(refusal("campaign_not_approved"));
    await expect(createCodesAsOwner(owner.platform, id, textsOf(1))).rejects.toMatchObject(
      refusal("campaign_not_approved"),
    );
    await expect(approveCampaign(deps, ada, id)).rejects.toMatchObject(refusal("own_campaign"));
    const approvals = await Promise.all([1, 2, 3].map(() => approveCampaign(deps, bob, id)));
    expect(new Set(approvals.map((each) => JSON.stringify({ ...each, amount: null }))).size).toBe(1);
    await expect(refuseCampaign(deps, bob, { campaign: id, reason: "too late" })).rejects.toMatchObject(
      refusal("campaign_decided"),
    );
    expect((await make(ada, id, 11)).length).toBe(11);
    expect(await auditOf(id)).toMatchObject([
      { action: "approval.asked", actor_id: ada.personId, details: { total: "110000000" } },
      { action: "approval.given", actor_id: bob.personId },
      { action: "campaign.created", actor_id: ada.personId, details: { approvedBy: bob.personId } },
      { action: "codes.created", actor_id: ada.personId, details: { count: 11 } },
    ]);
  });

  it("without a limit of uses or codes always needs approval", async () => {
    const ada = await anOperator(owner, "Ada");
    const tiny = { amount: 1n };
    const anyUses = await ask(ada, { ...tiny, uses: undefined });
    const anyCodes = await ask(ada, { ...tiny, maxCodes: undefined });
    expect([anyUses.approval, anyCodes.approval, (await ask(ada, tiny)).approval]).toEqual(["wanted", "wanted", null]);
  });

  it("cannot be split: the campaigns of one operator within 24 hours are added up, also when they are made at once", async () => {
    const ada = await anOperator(owner, "Ada");
    const halves = await Promise.all([1, 2, 3, 4].map(() => ask(ada, { maxCodes: 5 })));
    expect(halves.map(({ approval }) => approval ?? "alone").sort()).toEqual(["alone", "alone", "wanted", "wanted"]);
    await owner.query("UPDATE campaigns SET created_at = created_at - interval '25 hours' WHERE made_by = $1", [
      ada.personId,
    ]);
    expect((await ask(ada, { maxCodes: 5 })).approval).toBeNull();
  });

  it("is made once for a key, and another one under the same key is refused", async () => {
    const ada = await anOperator(owner, "Ada");
    const key = { idempotencyKey: randomUUID(), maxCodes: 20 };
    const asked = await Promise.all([1, 2, 3].map(() => ask(ada, key)));
    expect(new Set(asked.map(({ id }) => id)).size).toBe(1);
    expect(await auditOf(asked[0]?.id ?? "")).toHaveLength(1);
    await expect(ask(ada, { ...key, maxCodes: 21 })).rejects.toMatchObject(refusal("key_reused"));
  });

  it("that was refused, ended or withdrawn, or has expired, cannot be approved and has no codes", async () => {
    const ada = await anOperator(owner, "Ada");
    const big = { maxCodes: 100 };
    const expectOver = async (id: string, state: string, code: string): Promise<void> => {
      expect(await stateOf(id)).toBe(state);
      await expect(approveCampaign(deps, bob, id)).rejects.toMatchObject(refusal(code));
      const refused = { refusal: { code: expect.stringMatching(/^campaign_(ended|not_approved)$/) } };
      await expect(make(bob, id)).rejects.toMatchObject(refused);
    };
    const refusedOne = await ask(ada, big);
    await refuseCampaign(deps, bob, { campaign: refusedOne.id, reason: "not agreed" });
    await expectOver(refusedOne.id, "refused", "campaign_decided");
    const ended = await ask(ada, big);
    await closeCampaign(deps, ada, ended.id);
    await expectOver(ended.id, "wanted", "campaign_ended");
    const expired = await ask(ada, big);
    await owner.query(
      "UPDATE campaigns SET created_at = now() - interval '8 days', approve_before = now() - interval '1 day' WHERE id = $1",
      [expired.id],
    );
    await expectOver(expired.id, "expired", "campaign_decided");
    const withdrawn = await ask(ada, big);
    await removeOperator(owner.platform, ada.personId);
    await makeOperator(owner.platform, ada.personId);
    await expectOver(withdrawn.id, "withdrawn", "campaign_decided");
    await expect(
      owner.query(
        "UPDATE campaigns SET approval = 'approved', decided_by = made_by, decided_at = now() WHERE id = $1",
        [expired.id],
      ),
    ).rejects.toThrow("campaigns_second");
  });

  it("of the command line has no limit there, and no codes by operators", async () => {
    const terms = { validUntil: null, days: null, uses: null, perOrg: 1, plans: null };
    const { id } = await createCampaignAsOwner(owner.platform, { name: "Partners", amount: usd("500.00"), ...terms });
    await createCodesAsOwner(owner.platform, id, textsOf(3));
    await expect(make(bob, id)).rejects.toMatchObject(refusal("too_many_codes"));
  });
});

it("the verification finds nothing", async () => {
  expect(await findings(database)).toEqual([]);
});

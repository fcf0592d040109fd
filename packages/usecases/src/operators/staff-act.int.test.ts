import { randomUUID, randomUUIDv7 } from "node:crypto";
import { bookStore, loadCatalog, publishCatalog } from "@scrip/db/catalog";
import { testDatabase } from "@scrip/db/testing";
import { Account, appLedger, findings } from "@scrip/db/testing/ledger";
import { catalogText, tiered } from "@scrip/domain/catalog";
import { usd } from "@scrip/domain/money";
import type { StaffAct } from "@scrip/domain/operators";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { anOperator } from "./an-operator.test-support.ts";
import { askStaffAct } from "./ask-staff-act.ts";
import { approveStaffAct, refuseStaffAct } from "./decide-staff-act.ts";
import { makeOperator, removeOperator } from "./make-operator.ts";
import type { OperatorCaller } from "./operator-caller.ts";
import { previewStaffAct } from "./preview-staff-act.ts";

const database = await testDatabase();
const app = await database.open("app");
const owner = await database.open("owner");
const ledger = appLedger(database);
afterAll(() => ledger.close());
const catalogVersion = await publishCatalog(app, catalogText(tiered), 0);
const deps = {
  homes: app,
  ledger,
  books: bookStore((version) => loadCatalog(app.organizations, version)),
  catalogVersion,
};
const ada = await anOperator(owner, "Ada");
const bob = await anOperator(owner, "Bob");
// No worker sends the mails of this file.
afterEach(async () => {
  await owner.query("DELETE FROM platform_due WHERE kind = 'send_mail'");
  const wrong = await findings(database);
  if (wrong.length > 0) throw new Error(`the verification found ${JSON.stringify(wrong)}`);
});

const START = Date.UTC(2026, 0, 1);
const DAY_MS = 86_400_000;

const anAccount = () => Account.open(app, ledger, START);
const grant = (dollars: string, days: number | null = 30): StaffAct => ({
  kind: "grant",
  amount: usd(dollars),
  grantKind: "promotional",
  days,
});
const ask = (operator: OperatorCaller, { orgId }: Account, act: StaffAct, some: object = {}) =>
  askStaffAct(deps, operator, { org: orgId, act, reason: "a support case", idempotencyKey: randomUUID(), ...some });
const availableOf = async (account: Account) => (await account.look()).ledger.balance.available;
const auditOf = (orgId: string) =>
  owner.query(
    `SELECT e.action, e.actor_type, e.actor_id, e.target_type, d.details FROM audit_entries e
      LEFT JOIN audit_details d USING (org_id, seq) WHERE e.org_id = $1 ORDER BY e.seq`,
    [orgId],
  );
const platformAuditOf = (orgId: string) =>
  owner.query(
    `SELECT e.action, e.actor_id, e.outcome, d.details FROM platform_audit_entries e
      LEFT JOIN platform_audit_details d USING (seq) WHERE e.target_id = $1 ORDER BY e.seq`,
    [orgId],
  );
const refusal = (code: string) => ({ refusal: { code } });

describe("G17 an act of an operator", () => {
  it("up to the limit runs at once, by the operator, and is in both audit logs with its reason", async () => {
    const account = await anAccount();
    const { stored, answer } = await ask(ada, account, grant("100.00"));
    expect(stored.state).toBe("done");
    expect(answer).toMatchObject({ balance: { available: "100000000" } });
    const [entry] = await owner.query("SELECT actor_type, actor_id FROM entries WHERE org_id = $1", [account.orgId]);
    expect(entry).toEqual({ actor_type: "operator", actor_id: ada.personId });
    const details = { reason: "a support case", amount: "100000000", act: `act_${stored.id}`, address: "192.0.2.7" };
    expect(await auditOf(account.orgId)).toMatchObject([
      { action: "grant.created", actor_type: "operator", actor_id: ada.personId, target_type: "grant", details },
    ]);
    expect(await platformAuditOf(account.orgId)).toMatchObject([
      { action: "grant.created", actor_id: ada.personId, outcome: "done", details },
    ]);
    const [{ expires_at: expiresAt }] = await owner.query("SELECT expires_at FROM grants WHERE org_id = $1", [
      account.orgId,
    ]);
    expect(expiresAt.getTime()).toBe(START + 30 * DAY_MS);
  });

  it("above the limit waits for a second operator, who gets a mail; then it runs once", async () => {
    const account = await anAccount();
    const { stored, answer } = await ask(ada, account, grant("100.01"));
    expect([stored.state, answer, await availableOf(account)]).toEqual(["wanted", null, 0n]);
    const mails = await owner.query(
      "SELECT person_id, data FROM mails WHERE kind = 'approval_wanted' AND data->>'act' = $1",
      ["a grant of $100.01"],
    );
    expect(mails).toMatchObject([{ person_id: bob.personId, data: { askedBy: "Ada", reason: "a support case" } }]);
    await expect(approveStaffAct(deps, ada, stored.id)).rejects.toMatchObject(refusal("own_act"));
    const approved = await approveStaffAct(deps, bob, stored.id);
    expect(approved).toMatchObject({ stored: { state: "done" }, answer: { balance: { available: "100010000" } } });
    expect((await approveStaffAct(deps, bob, stored.id)).answer).toEqual(approved.answer);
    expect(await availableOf(account)).toBe(usd("100.01"));
    const details = { act: `act_${stored.id}`, approvedBy: bob.personId };
    expect(await auditOf(account.orgId)).toMatchObject([{ actor_id: ada.personId, details }]);
    expect(await platformAuditOf(account.orgId)).toMatchObject([
      { action: "approval.asked", actor_id: ada.personId },
      { action: "approval.given", actor_id: bob.personId },
      { action: "grant.created", actor_id: ada.personId, details },
    ]);
  });

  it("cannot be split: the acts of one operator for one organization within 24 hours are added up", async () => {
    const account = await anAccount();
    const halves = await Promise.all([1, 2, 3, 4].map(() => ask(ada, account, grant("50.00"))));
    expect(halves.map(({ stored }) => stored.state).sort()).toEqual(["done", "done", "wanted", "wanted"]);
    expect(await availableOf(account)).toBe(usd("100.00"));
    expect((await ask(bob, account, grant("50.00"))).stored.state).toBe("done");
    expect((await ask(ada, await anAccount(), grant("50.00"))).stored.state).toBe("done");
    await owner.query("UPDATE staff_acts SET asked_at = asked_at - interval '25 hours' WHERE org_id = $1", [
      account.orgId,
    ]);
    expect((await ask(ada, account, grant("50.00"))).stored.state).toBe("done");
  });

  it("runs once for a repeated call, and refuses another act under the same key", async () => {
    const account = await anAccount();
    const key = { idempotencyKey: randomUUID() };
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => ask(ada, account, grant("5.00"), key)));
    expect(new Set(answers.map(({ answer }) => JSON.stringify(answer))).size).toBe(1);
    expect(await availableOf(account)).toBe(usd("5.00"));
    expect(await auditOf(account.orgId)).toHaveLength(1);
    expect(await platformAuditOf(account.orgId)).toHaveLength(1);
    await expect(ask(ada, account, grant("6.00"), key)).rejects.toMatchObject(refusal("key_reused"));
  });

  it("that the rules refuse changes nothing, and says so again under its key", async () => {
    const account = await anAccount();
    const key = { idempotencyKey: randomUUID() };
    const missing: StaffAct = { kind: "revoke", amount: usd("5.00"), grantId: randomUUIDv7() };
    await expect(ask(ada, account, missing, key)).rejects.toMatchObject(refusal("grant_not_found"));
    await expect(ask(ada, account, missing, key)).rejects.toMatchObject(refusal("act_failed"));
    expect(await auditOf(account.orgId)).toEqual([]);
    expect(await platformAuditOf(account.orgId)).toMatchObject([{ action: "grant.revoked", outcome: "denied" }]);
    expect(await owner.query("SELECT FROM platform_due WHERE kind = 'finish_staff_act'")).toEqual([]);
  });

  it("takes credit back, forgives a debt and refunds a charge", async () => {
    const account = await anAccount();
    const { grant: grantId } = await account.grant("10.00");
    await ask(ada, account, { kind: "revoke", amount: usd("4.00"), grantId });
    expect(await availableOf(account)).toBe(usd("6.00"));
    const labels = { resource: null, project: null, member: null };
    const charged = await account.run("charge", { amount: usd("9.00"), onShortfall: "owe", ...labels });
    const debtId = charged.charge;
    expect((await account.look()).ledger.balance.owed).toBe(usd("3.00"));
    await ask(ada, account, { kind: "forgive", amount: usd("1.00"), debtId });
    expect((await account.look()).ledger.balance.owed).toBe(usd("2.00"));
    await ask(ada, account, { kind: "refund", amount: usd("4.00"), chargeId: charged.charge });
    expect((await account.look()).ledger.balance).toEqual({ available: usd("2.00"), reserved: 0n, owed: 0n });
    expect((await auditOf(account.orgId)).map(({ action }: { action: string }) => action)).toEqual([
      "grant.revoked",
      "debt.forgiven",
      "charge.refunded",
    ]);
  });

  it("can be tried out: the answer is that of the act, and nothing changes", async () => {
    const account = await anAccount();
    await ask(ada, account, grant("60.00"));
    const { orgId: org } = account;
    expect(await previewStaffAct(deps, ada, { org, act: grant("50.00") })).toEqual({
      before: { available: "60000000", reserved: "0", owed: "0" },
      after: { available: "110000000", reserved: "0", owed: "0" },
      problem: null,
      needsApproval: true,
      limit: "100000000",
      usedAlone: "60000000",
    });
    const missing: StaffAct = { kind: "revoke", amount: usd("5.00"), grantId: randomUUIDv7() };
    expect(await previewStaffAct(deps, bob, { org, act: missing })).toMatchObject({
      after: null,
      needsApproval: false,
    });
    expect(await availableOf(account)).toBe(usd("60.00"));
  });
});

describe("G17 an approval", () => {
  it("by two operators at once runs the act once", async () => {
    const account = await anAccount();
    const carol = await anOperator(owner, "Carol");
    const { stored } = await ask(ada, account, grant("200.00"));
    const both = await Promise.allSettled(
      [bob, carol, bob, carol].map((each) => approveStaffAct(deps, each, stored.id)),
    );
    const refused = both.filter((each) => each.status === "rejected");
    expect(refused.map(({ reason }) => reason)).toMatchObject(Array(2).fill(refusal("approval_closed")));
    expect(await availableOf(account)).toBe(usd("200.00"));
    expect(await auditOf(account.orgId)).toHaveLength(1);
  });

  it("or a refusal is final, whichever comes first", async () => {
    const account = await anAccount();
    const { stored } = await ask(ada, account, grant("200.00"));
    const refuse = (operator: OperatorCaller) =>
      refuseStaffAct(deps, operator, { act: stored.id, reason: "not agreed" });
    await expect(refuse(ada)).rejects.toMatchObject(refusal("own_act"));
    expect(await refuse(bob)).toMatchObject({
      state: "refused",
      decidedBy: bob.personId,
      decisionReason: "not agreed",
    });
    for (const again of [() => approveStaffAct(deps, bob, stored.id), () => refuse(bob)])
      await expect(again()).rejects.toMatchObject(refusal("approval_closed"));
    expect(await availableOf(account)).toBe(0n);
    expect((await platformAuditOf(account.orgId)).at(-1)).toMatchObject({
      action: "approval.refused",
      details: { reason: "not agreed" },
    });
  });

  it("comes too late after seven days", async () => {
    const account = await anAccount();
    const { stored } = await ask(ada, account, grant("200.00"));
    await owner.query(
      "UPDATE staff_acts SET asked_at = asked_at - interval '7 days', approve_before = approve_before - interval '7 days' WHERE id = $1",
      [stored.id],
    );
    await expect(approveStaffAct(deps, bob, stored.id)).rejects.toMatchObject({
      refusal: { code: "approval_closed", data: { state: "expired" } },
    });
    expect(await availableOf(account)).toBe(0n);
  });

  it("is never by the one who asked, also not after being removed and made an operator again", async () => {
    const account = await anAccount();
    const eve = await anOperator(owner, "Eve");
    const { stored } = await ask(eve, account, grant("200.00"));
    const { stored: other } = await ask(eve, account, grant("300.00"));
    await removeOperator(owner.platform, eve.personId);
    await expect(approveStaffAct(deps, bob, stored.id)).rejects.toMatchObject({
      refusal: { code: "approval_closed", data: { state: "withdrawn" } },
    });
    await expect(approveStaffAct(deps, eve, other.id)).rejects.toMatchObject(refusal("operators_only"));
    await makeOperator(owner.platform, eve.personId);
    await expect(approveStaffAct(deps, eve, other.id)).rejects.toMatchObject(refusal("own_act"));
    expect(await availableOf(account)).toBe(0n);
    const forged = owner.query("UPDATE staff_acts SET decided_by = asked_by, decided_at = now() WHERE id = $1", [
      other.id,
    ]);
    await expect(forged).rejects.toThrow("staff_acts_second");
  });

  it("counts the days of credit from its issue", async () => {
    const account = await anAccount();
    const { stored } = await ask(ada, account, grant("200.00", 10));
    await owner.query("UPDATE organizations SET clock_at = $2 WHERE org_id = $1", [
      account.orgId,
      new Date(START + 3 * DAY_MS),
    ]);
    await approveStaffAct(deps, bob, stored.id);
    const [{ expires_at: expiresAt }] = await owner.query("SELECT expires_at FROM grants WHERE org_id = $1", [
      account.orgId,
    ]);
    expect(expiresAt.getTime()).toBe(START + 13 * DAY_MS);
  });
});

it("G3 nobody acts who is no operator, or no longer one", async () => {
  const account = await anAccount();
  const gone = await anOperator(owner, "Gone");
  const { stored } = await ask(ada, account, grant("200.00"));
  await removeOperator(owner.platform, gone.personId);
  const nobody = { ...gone, personId: randomUUIDv7() };
  for (const one of [gone, nobody]) {
    await expect(ask(one, account, grant("1.00"))).rejects.toMatchObject(refusal("operators_only"));
    await expect(approveStaffAct(deps, one, stored.id)).rejects.toMatchObject(refusal("operators_only"));
  }
  for (const role of ["app", "worker"] as const) {
    const { platform } = await database.open(role);
    await expect(makeOperator(platform, nobody.personId)).rejects.toThrow("permission denied");
    await expect(removeOperator(platform, ada.personId)).rejects.toThrow("permission denied");
  }
  expect(await availableOf(account)).toBe(0n);
});

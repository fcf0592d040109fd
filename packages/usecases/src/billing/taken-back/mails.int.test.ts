import { aMember } from "@scrip/db/testing";
import type { Role } from "@scrip/domain/access";
import { afterEach, expect, it } from "vitest";
import { sendNotice } from "../../notices/fan-out/send-notice.ts";
import { sellBy } from "../documents/a-sale.test-support.ts";
import { issueDocument } from "../documents/issue-document.ts";
import { aPayingScenario, type PaidAttempt } from "./a-payment.test-support.ts";

const { deps, control, database, aPayment, aPerson } = await aPayingScenario();
await sellBy(deps.homes.platform);
const owner = await database.open("owner");
const workerDeps = { ...deps, homes: await database.open("worker") };
// No worker sends the mails of this file.
afterEach(() => owner.query("DELETE FROM platform_due WHERE kind = 'send_mail'"));

/** A payment of $20.00 and its tax, $23.80, of an organization with a member of each of these roles, which is the local part of the address. */
async function aTeamThatPaid(): Promise<PaidAttempt> {
  const payment = await aPayment();
  const { orgId } = payment.organization;
  for (const role of ["owner", "billing", "member", "viewer"] satisfies Role[]) {
    const { id: personId } = await aPerson({ email: `${role}@${orgId}.example.com` });
    await aMember(deps.homes, { orgId, personId, role });
  }
  return payment;
}

/** Books what the gateway has, several times at once and again, and runs all work that follows, twice. */
async function settle(payment: PaidAttempt): Promise<void> {
  const { orgId } = payment.organization;
  await Promise.all([payment.book(), payment.book()]);
  await payment.book();
  const due: { kind: "send_notice" | "issue_document"; refId: string }[] = await owner.query(
    `SELECT kind, ref_id AS "refId" FROM due WHERE org_id = $1 AND kind IN ('send_notice', 'issue_document')
      ORDER BY due_at, ref_id`,
    [orgId],
  );
  for (const { kind, refId } of [...due, ...due]) {
    const run = kind === "send_notice" ? sendNotice : issueDocument;
    await run(workerDeps, { orgId, kind, refId });
  }
}

/** The mails about a payment, without those about the balance that it moves, each as its kind with the role that got it and what it says. */
async function mailsOf({ organization: { orgId } }: PaidAttempt): Promise<readonly string[]> {
  const rows: { kind: string; to: string; data: { amount?: string; title?: string } }[] = await owner.query(
    `SELECT kind, to_address AS "to", data FROM mails WHERE org_id = $1 AND kind <> 'alert' ORDER BY id`,
    [orgId],
  );
  return rows.map(({ kind, to, data }) => `${to.split("@")[0]}: ${kind} ${data.amount ?? data.title}`);
}

/** Those who may change how the organization pays get the mail, each once. */
const payers = (...mails: readonly string[]): readonly string[] =>
  mails.flatMap((mail) => [`billing: ${mail}`, `owner: ${mail}`]);

it("tells those who pay of a refund once, and once if the bank sends it back", async () => {
  const payment = await aTeamThatPaid();
  await settle(payment);
  const refund = await payment.refundAtStripe("5.00");
  await settle(payment);
  await control.failRefund(refund);
  await settle(payment);
  await settle(payment);
  const expected = [
    "document_issued Receipt",
    "document_issued Credit note",
    "payment_refunded $5.00",
    "document_issued Credit note reversal",
    "payment_refund_failed $5.00",
  ];
  expect((await mailsOf(payment)).toSorted()).toEqual(payers(...expected).toSorted());
});

it.each(["won", "lost"] as const)("tells them of a dispute once when it opens, and once when it is %s", async (end) => {
  const payment = await aTeamThatPaid();
  await settle(payment);
  const { id } = await control.openDispute(payment.charge);
  await settle(payment);
  await settle(payment);
  await control.closeDispute(id, end);
  await settle(payment);
  await settle(payment);
  const expected = ["document_issued Receipt", "payment_disputed $23.80", `payment_dispute_${end} $23.80`];
  expect((await mailsOf(payment)).toSorted()).toEqual(payers(...expected).toSorted());
});

it("tells of a dispute that was over before the first news of it once, with its end", async () => {
  const payment = await aTeamThatPaid();
  const { id } = await control.openDispute(payment.charge);
  await control.closeDispute(id, "lost");
  await settle(payment);
  await settle(payment);
  const expected = ["document_issued Receipt", "payment_dispute_lost $23.80"];
  expect((await mailsOf(payment)).toSorted()).toEqual(payers(...expected).toSorted());
});

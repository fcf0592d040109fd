import { afterAll, expect, it } from "vitest";
import {
  claimNumber,
  claimPayment,
  type DocumentRow,
  insertAttempt,
  insertDocument,
  insertRefund,
  markNumber,
  moveAttempt,
} from "../../../billing/index.ts";
import { inOrganization, inPlatform } from "../../../connection/in-home.ts";
import { newId } from "../../../connection/new-id.ts";
import { testDatabase } from "../../../testing/index.ts";
import { Account, appLedger } from "../../an-account.test-support.ts";
import { openUnlocked } from "./open-unlocked.fixture.ts";

const database = await testDatabase();
const owner = await database.open("owner");
const ledger = appLedger(database);
const account = await Account.open(await database.open("app"), ledger);
const { orgId } = account;
const SYSTEM = { type: "system", id: null } as const;
const first = await aPayment();
const second = await aPayment();
await aReceipt(first);
await aReceipt(second);
const refundId = await aRefund(first, "re_1");
await aFailedRefund(second);
/** Of the sound books it finds credit that was not taken back for the refund. */
const unlocked = await openUnlocked(database);
afterAll(() => Promise.all([unlocked.close(), ledger.close()]));

/** A purchase of $25.00 with $4.75 tax that was paid. */
async function aPayment(): Promise<string> {
  const id = newId();
  const paymentId = `pi_${id}`;
  const { grant } = await account.grant("25", {
    source: "purchase",
    grantKind: "paid",
    businessKey: `stripe:${paymentId}`,
  });
  await inPlatform(owner.platform, (tx) => claimPayment(tx, { id: paymentId, orgId, attemptId: id }));
  await inOrganization(owner.organizations, orgId, async (tx) => {
    const sums = { net: 25_000_000n, tax: 4_750_000n, gross: 29_750_000n };
    const terms = {
      id,
      purpose: "purchase",
      way: "saved",
      ...sums,
      sale: {},
      customer: "cus_1",
      livemode: false,
    } as const;
    const none = { bonus: null, bonusDays: null, subscriptionId: null, month: null, try: null };
    const more = { idempotencyKey: null, payloadHash: null, method: null, fingerprint: null, paidWith: null };
    const who = { actorType: "system", actorId: null };
    const made = await insertAttempt(tx, { orgId, time: new Date() }, { ...terms, ...none, ...more, ...who });
    const submitted = await moveAttempt(tx, made, ["submitted"], { submittedAt: new Date() });
    await moveAttempt(tx, submitted, ["succeeded"], { paymentId, grantId: grant, endedAt: new Date() });
  });
  return id;
}

type About = Pick<DocumentRow, "kind" | "attemptId" | "refundId" | "net" | "tax" | "gross">;

async function aDocument(ref: string, about: About): Promise<void> {
  const claim = { orgId, kind: about.kind, ref, prefix: "SC", clockAt: null };
  const { documentId: id, number, issuedAt } = await inPlatform(owner.platform, (tx) => claimNumber(tx, claim));
  const row = { orgId, id, number, issuedAt, month: null, content: `{"number":"${number}"}`, ...about };
  const { hash } = await inOrganization(owner.organizations, orgId, (tx) => insertDocument(tx, row));
  await inPlatform(owner.platform, (tx) => markNumber(tx, id, hash));
}

function aReceipt(attemptId: string): Promise<void> {
  const sums = { net: 25_000_000n, tax: 4_750_000n, gross: 29_750_000n };
  return aDocument(attemptId, { kind: "receipt", attemptId, refundId: null, ...sums });
}

/** A refund of $10.00 with its credit note. */
async function aRefund(attemptId: string, gatewayId: string): Promise<string> {
  const id = newId();
  const sums = { gross: 10_000_000n, tax: 1_600_000n, net: 8_400_000n };
  const time = new Date();
  const known = { gatewayId, state: "succeeded", at: time, endedAt: time, why: null } as const;
  await inOrganization(owner.organizations, orgId, (tx) =>
    insertRefund(tx, { orgId, id, attemptId, ...sums, reason: null, actor: SYSTEM, time, ...known }),
  );
  await aDocument(id, { kind: "credit_note", attemptId, refundId: id, ...sums });
  return id;
}

/** A refund whose money came back after its credit note was issued. */
async function aFailedRefund(attemptId: string): Promise<void> {
  const id = await aRefund(attemptId, "re_2");
  const sums = { gross: 10_000_000n, tax: 1_600_000n, net: 8_400_000n };
  await owner.query("UPDATE payment_refunds SET state = 'failed' WHERE org_id = $1 AND id = $2", [orgId, id]);
  await aDocument(id, { kind: "reversal", attemptId, refundId: id, ...sums });
}

const NOWHERE = "00000000-0000-7000-8000-999999999999";

it("finds nothing in documents as they were issued", () => {
  expect(unlocked.known.filter((finding) => finding.includes('"L27"'))).toEqual([]);
});

it.each([
  ["a number is missing", "DELETE FROM document_numbers WHERE number = 'SC-000001'"],
  ["a number is there twice", "INSERT INTO document_numbers SELECT * FROM document_numbers WHERE number = 'SC-000001'"],
  ["a date falls", "UPDATE document_numbers SET issued_at = '2020-01-01' WHERE number = 'SC-000002'"],
  ["a series counted on", "UPDATE document_series SET count = count + 1 WHERE kind = 'receipt'"],
  ["a series is gone", "DELETE FROM document_series WHERE kind = 'receipt'"],
  ["a number is not marked", "UPDATE document_numbers SET hash = NULL WHERE number = 'SC-000001'"],
  ["a document is gone", "DELETE FROM documents WHERE number = 'SC-000002'"],
  ["a document is there twice", "INSERT INTO documents SELECT * FROM documents WHERE number = 'SC-000002'"],
  ["a document is issued by hand", `UPDATE documents SET id = '${NOWHERE}' WHERE number = 'SC-000002'`],
  ["content changed", "UPDATE documents SET content = '{}' WHERE number = 'SC-000001'"],
  [
    "content and its hash changed",
    "UPDATE documents SET content = '{}', hash = sha256(convert_to('{}', 'UTF8')) WHERE number = 'SC-000001'",
  ],
  ["a document has another number", "UPDATE documents SET number = 'SC-000009' WHERE number = 'SC-000001'"],
  ["a receipt is about another payment", `UPDATE documents SET attempt_id = '${NOWHERE}' WHERE number = 'SC-000001'`],
  [
    "a receipt is about more",
    "UPDATE documents SET net = net + 10000, gross = gross + 10000 WHERE number = 'SC-000001'",
  ],
  [
    "a credit note is about less tax",
    "UPDATE documents SET tax = tax - 10000, net = net + 10000 WHERE kind = 'credit_note'",
  ],
  ["a failed refund keeps its credit note", "DELETE FROM documents WHERE kind = 'reversal'"],
  ["a reversal is about less tax", "UPDATE documents SET tax = tax - 10000, net = net + 10000 WHERE kind = 'reversal'"],
  ["a reversal is of a refund that was paid", `UPDATE documents SET refund_id = '${refundId}' WHERE kind = 'reversal'`],
  ["a credit note is of nothing", `UPDATE documents SET refund_id = '${NOWHERE}' WHERE refund_id = '${refundId}'`],
])("L27 %s", async (_what, statements) => {
  const { findings } = await unlocked.after(statements);
  expect(findings.map(({ invariant }) => invariant)).toContain("L27");
});

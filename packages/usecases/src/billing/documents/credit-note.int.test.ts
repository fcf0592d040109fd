import { claimNumber } from "@scrip/db/billing";
import { inPlatform } from "@scrip/db/connection";
import { readPrinted } from "@scrip/documents/printed";
import { describe, expect, it } from "vitest";
import { aPayingScenario, type PaidAttempt } from "../taken-back/a-payment.test-support.ts";
import { sellBy } from "./a-sale.test-support.ts";
import { issueDocument } from "./issue-document.ts";

const { deps, control, database, aPayment, runPlatformWork } = await aPayingScenario();
await sellBy(deps.homes.platform);
const owner = await database.open("owner");

/** Issues the documents that are due, in their order, and then again. */
async function issueAll(orgId: string): Promise<void> {
  const due: { refId: string }[] = await owner.query(
    `SELECT ref_id AS "refId" FROM due WHERE org_id = $1 AND kind = 'issue_document' ORDER BY due_at, ref_id`,
    [orgId],
  );
  for (const { refId } of [...due, ...due])
    await issueDocument({ ...deps, isQuiet: true }, { orgId, kind: "issue_document", refId });
}

async function creditNotesOf({ organization: { orgId } }: PaidAttempt) {
  const rows: { number: string; tax: string; gross: string; content: string }[] = await owner.query(
    `SELECT number, tax::text, gross::text, content FROM documents WHERE org_id = $1 AND kind = 'credit_note'
      ORDER BY number`,
    [orgId],
  );
  return rows;
}

it("L27 $29.75 refunded in three parts has three credit notes, whose taxes add up to the receipt's, and a fourth refund is refused", async () => {
  const payment = await aPayment({ net: "25.00" });
  for (const part of ["10.00", "10.00", "9.75"]) {
    await payment.refundAtStripe(part);
    await payment.book();
    await issueAll(payment.organization.orgId);
  }
  await expect(payment.refundAtStripe("0.01")).rejects.toThrow("refund");
  const notes = await creditNotesOf(payment);
  expect(notes.map(({ tax, gross }) => [tax, gross])).toEqual([
    ["1600000", "10000000"],
    ["1590000", "10000000"],
    ["1560000", "9750000"],
  ]);
  const [receipt] = await owner.query("SELECT number FROM documents WHERE org_id = $1 AND kind = 'receipt'", [
    payment.organization.orgId,
  ]);
  expect(readPrinted(notes[0]?.content ?? "")).toMatchObject({
    title: "Credit note",
    facts: [{ label: "Date" }, { label: "Corrects", value: receipt.number }],
    tables: [{ sums: [{ value: "$8.40" }, { value: "$1.60" }, { label: "Paid back", value: "$10.00" }] }],
  });
});

it("the receipt of a payment is issued before the credit note of its refund, on a test clock at once", async () => {
  const payment = await aPayment({ clockAt: Date.UTC(2030, 0, 1) });
  await payment.refundAtStripe("5.00");
  await payment.book();
  await payment.book();
  const rows = await owner.query("SELECT number FROM documents WHERE org_id = $1 ORDER BY issued_at, id", [
    payment.organization.orgId,
  ]);
  expect(rows).toEqual([{ number: "SC-000001" }, { number: "SC-C000001" }]);
});

describe("a refund that the bank sends back after its credit note was issued", () => {
  /** Number, kind and total of the documents of a payment, in the order in which they were issued. */
  const documentsOf = async ({ organization: { orgId } }: PaidAttempt): Promise<readonly string[][]> => {
    const rows: { number: string; kind: string; gross: string }[] = await owner.query(
      "SELECT number, kind, gross::text FROM documents WHERE org_id = $1 ORDER BY issued_at, id",
      [orgId],
    );
    return rows.map(({ number, kind, gross }) => [number.replace(/\d+$/, ""), kind, gross]);
  };
  const openWork = async (orgId: string): Promise<number> =>
    (await owner.query("SELECT count(*)::int AS n FROM due WHERE org_id = $1 AND kind = 'issue_document'", [orgId]))[0]
      .n;
  const ISSUED = [
    ["SC-", "receipt", "29750000"],
    ["SC-C", "credit_note", "10000000"],
  ];

  it("L27 has a reversal with the same sums, once, and the next refund has the tax of what stands", async () => {
    const payment = await aPayment({ net: "25.00" });
    const refund = await payment.refundAtStripe("10.00");
    await payment.book();
    await issueAll(payment.organization.orgId);
    await control.failRefund(refund);
    await Promise.all([payment.book(), payment.book()]);
    await issueAll(payment.organization.orgId);
    await payment.book();
    await issueAll(payment.organization.orgId);
    expect(await documentsOf(payment)).toEqual([...ISSUED, ["SC-R", "reversal", "10000000"]]);
    const [note] = await creditNotesOf(payment);
    const [reversal] = await owner.query(
      "SELECT content, tax::text FROM documents WHERE org_id = $1 AND kind = 'reversal'",
      [payment.organization.orgId],
    );
    expect(reversal.tax).toBe(note?.tax);
    expect(readPrinted(reversal.content)).toMatchObject({
      title: "Credit note reversal",
      facts: [{ label: "Date" }, { label: "Reverses", value: note?.number }, { label: "About" }],
    });
    await payment.refundAtStripe("29.75");
    await payment.book();
    await issueAll(payment.organization.orgId);
    const [, second] = await creditNotesOf(payment);
    expect([second?.gross, second?.tax]).toEqual(["29750000", "4750000"]);
    expect(await openWork(payment.organization.orgId)).toBe(0);
  });

  it("L27 before the note was issued has no document", async () => {
    const payment = await aPayment({ net: "25.00" });
    const refund = await payment.refundAtStripe("10.00");
    await payment.book();
    await control.failRefund(refund);
    await payment.book();
    await issueAll(payment.organization.orgId);
    expect(await documentsOf(payment)).toEqual([["SC-", "receipt", "29750000"]]);
    expect(await openWork(payment.organization.orgId)).toBe(0);
  });

  it("L27 while the note has a number and is not written: the note follows under its number, and then its reversal", async () => {
    const payment = await aPayment({ net: "25.00" });
    const { orgId } = payment.organization;
    await issueAll(orgId);
    const gatewayId = await payment.refundAtStripe("10.00");
    await payment.book();
    const [{ id: ref }] = await owner.query("SELECT id FROM payment_refunds WHERE org_id = $1", [orgId]);
    const claim = { orgId, kind: "credit_note", ref, prefix: "SC", clockAt: null } as const;
    const { number } = await inPlatform(deps.homes.platform, (tx) => claimNumber(tx, claim));
    await control.failRefund(gatewayId);
    await payment.book();
    await issueAll(orgId);
    await runPlatformWork();
    await issueAll(orgId);
    expect(await documentsOf(payment)).toEqual([...ISSUED, ["SC-R", "reversal", "10000000"]]);
    expect(await creditNotesOf(payment)).toMatchObject([{ number }]);
    expect(await openWork(orgId)).toBe(0);
  });

  it("L27 on a test clock has its reversal at once", async () => {
    const payment = await aPayment({ net: "25.00", clockAt: Date.UTC(2030, 0, 1) });
    const refund = await payment.refundAtStripe("10.00");
    await payment.book();
    await control.failRefund(refund);
    await payment.book();
    expect(await documentsOf(payment)).toEqual([...ISSUED, ["SC-R", "reversal", "10000000"]]);
  });
});

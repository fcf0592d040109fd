import { readPrinted } from "@scrip/documents/printed";
import { expect, it } from "vitest";
import { aPayingScenario, type PaidAttempt } from "../taken-back/a-payment.test-support.ts";
import { sellBy } from "./a-sale.test-support.ts";
import { issueDocument } from "./issue-document.ts";

const { deps, database, aPayment } = await aPayingScenario();
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

import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { type DocumentRow, documentFile } from "@scrip/db/billing";
import { type CRASH_POINTS, inOrganization } from "@scrip/db/connection";
import { renderDocument } from "@scrip/documents";
import { readPrinted } from "@scrip/documents/printed";
import { CENT, USD } from "@scrip/domain/money";
import { describe, expect, it } from "vitest";
import { anOperator } from "../../operators/an-operator.test-support.ts";
import { aScenario } from "../../testing/a-scenario.ts";
import { setSeller } from "../seller/set-seller.ts";
import { aPurchase, BUYER, pay, SELLER, sellBy } from "./a-sale.test-support.ts";
import { fileOf } from "./document-file.ts";
import { issueDocument } from "./issue-document.ts";

const { deps, database, anOrganization, runPlatformWork } = await aScenario();
const owner = await database.open("owner");
const operator = await anOperator(owner, "Ada");

const PROGRAM = fileURLToPath(new URL("./killed-issue.fixture.ts", import.meta.url));
const GROSS = 2975n * CENT;

type Point = (typeof CRASH_POINTS)[number];

async function aProcess(orgId: string, attempts: readonly string[], crash = ""): Promise<string | null> {
  const args = [PROGRAM, JSON.stringify(database.homeUrls.app), crash, orgId, String(GROSS), ...attempts];
  const [, signal] = await once(spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"] }), "close");
  return signal as string | null;
}

const documentsOf = (orgId: string): Promise<Pick<DocumentRow, "number" | "issuedAt" | "attemptId" | "content">[]> =>
  owner.query(
    `SELECT number, issued_at AS "issuedAt", attempt_id AS "attemptId", content FROM documents
      WHERE org_id = $1 ORDER BY number`,
    [orgId],
  );
const issue = (orgId: string, refId: string) => issueDocument(deps, { orgId, kind: "issue_document", refId });
const openWork = async (orgId: string): Promise<number> =>
  (await owner.query("SELECT count(*)::int AS n FROM due WHERE org_id = $1 AND kind = 'issue_document'", [orgId]))[0].n;

describe("without a seller", () => {
  it("a receipt waits, and has the seller and no tax once an operator enters one", async () => {
    const { orgId } = await anOrganization({ clockAt: null });
    const id = await aPurchase(deps, orgId, { seller: { ...SELLER, name: "", address: [], rates: [] } });
    await pay(deps, orgId, id, 25n * USD);
    await issue(orgId, id);
    expect(await documentsOf(orgId)).toEqual([]);
    expect(await openWork(orgId)).toBe(1);
    await setSeller(deps, operator, SELLER);
    await issue(orgId, id);
    const [document] = await documentsOf(orgId);
    expect(readPrinted(document?.content ?? "")).toMatchObject({
      from: { name: "Compute GmbH" },
      tables: [
        {
          sums: [
            { label: "Net", value: "$25.00" },
            { label: "Paid", value: "$25.00" },
          ],
        },
      ],
    });
    expect(await openWork(orgId)).toBe(0);
  });
});

describe("a receipt", () => {
  it("L27 is about what was paid, says it once, and nothing changes it", async () => {
    await sellBy(deps.homes.platform);
    const { orgId } = await anOrganization({ clockAt: null });
    const id = await aPurchase(deps, orgId, {
      buyer: { ...BUYER, taxId: { text: "DE811569869", state: "pending" } },
    });
    await pay(deps, orgId, id, GROSS);
    await Promise.all([issue(orgId, id), issue(orgId, id), issue(orgId, id)]);
    const [document, ...others] = await documentsOf(orgId);
    expect(others).toEqual([]);
    expect(readPrinted(document?.content ?? "")).toMatchObject({
      title: "Invoice",
      facts: [{}, {}, { label: "Payment method", value: "Visa ending in 4242" }],
      tables: [
        {
          rows: [["Credit", "$25.00"]],
          sums: [{ value: "$25.00" }, { label: "VAT 19% on $25.00", value: "$4.75" }, { value: "$29.75" }],
        },
      ],
    });
    await expect(owner.query("UPDATE documents SET content = '{}' WHERE org_id = $1", [orgId])).rejects.toThrow(
      "does not allow this change",
    );
    await expect(owner.query("DELETE FROM document_numbers WHERE org_id = $1", [orgId])).rejects.toThrow(
      "does not allow this change",
    );
  });

  it("keeps the bytes of its file after seller and buyer have changed", async () => {
    const { orgId } = await anOrganization({ clockAt: null });
    const id = await aPurchase(deps, orgId, { buyer: { ...BUYER, name: "Đặng & Søn <Œuvre> 株式会社" } });
    await pay(deps, orgId, id, GROSS);
    await issueDocument({ ...deps, print: renderDocument }, { orgId, kind: "issue_document", refId: id });
    const row = (await owner.query(`SELECT *, org_id AS "orgId" FROM documents WHERE org_id = $1`, [orgId]))[0];
    const before = await fileOf({ ...deps, print: undefined }, row);
    await setSeller(deps, operator, { ...SELLER, address: ["Unter den Linden 1", "10117 Berlin"] });
    await issueDocument({ ...deps, print: renderDocument }, { orgId, kind: "issue_document", refId: id });
    const again = await fileOf({ ...deps, print: () => Promise.reject(new Error("printed twice")) }, row);
    expect(again?.equals(before ?? Buffer.of())).toBe(true);
    const file = await inOrganization(deps.homes.organizations, orgId, (tx) => documentFile(tx, orgId, row.id));
    expect(file?.pdf.subarray(0, 5).toString()).toBe("%PDF-");
    await sellBy(deps.homes.platform);
  });

  it("of an organization on a test clock has a series and dates of its own, and is there at once", async () => {
    const noon = Date.UTC(2030, 0, 31, 12);
    const organization = await anOrganization({ clockAt: noon });
    const { orgId } = organization;
    const first = await aPurchase(deps, orgId);
    await pay(deps, orgId, first, GROSS);
    await organization.advanceBy(1_000);
    const second = await aPurchase(deps, orgId);
    await pay(deps, orgId, second, GROSS);
    expect(await documentsOf(orgId)).toMatchObject([
      { number: "SC-000001", attemptId: first, issuedAt: new Date(noon) },
      { number: "SC-000002", attemptId: second, issuedAt: new Date(noon + 1_000) },
    ]);
  });
});

it("L27 50 payments booked at once by 4 processes, one of them killed in between: no number is missing or there twice, and no date falls", async () => {
  const { orgId } = await anOrganization({ clockAt: null });
  const [{ n: before }] = await owner.query(
    "SELECT count::int AS n FROM document_series WHERE scope = 'platform' AND kind = 'receipt'",
  );
  const attempts = await Promise.all(Array.from({ length: 50 }, () => aPurchase(deps, orgId)));
  const shares = [0, 1, 2, 3].map((place) => attempts.filter((_, index) => index % 4 === place));
  const ends = await Promise.all(
    shares.map((share, place) => aProcess(orgId, share, place === 0 ? "document.claimed:4" : "")),
  );
  expect(ends).toEqual(["SIGKILL", null, null, null]);
  await runPlatformWork();
  for (const id of shares[0] ?? []) {
    await pay(deps, orgId, id, GROSS);
    await issue(orgId, id);
  }
  const documents = await documentsOf(orgId);
  expect(documents.map(({ number }) => number)).toEqual(
    attempts.map((_, place) => `SC-${String(before + 1 + place).padStart(6, "0")}`),
  );
  expect(new Set(documents.map(({ attemptId }) => attemptId))).toEqual(new Set(attempts));
  const dates = documents.map(({ issuedAt }) => issuedAt.getTime());
  expect(dates).toEqual(dates.toSorted((a, b) => a - b));
  expect(await openWork(orgId)).toBe(0);
}, 180_000);

describe.each(["document.claimed", "document.written", "document.marked", "document.printed"] satisfies Point[])(
  "L27 a process killed at %s",
  (point) => {
    it("is finished under the same number, by its due work or by the claim", async () => {
      for (const byClaim of [true, false]) {
        const { orgId } = await anOrganization({ clockAt: null });
        const id = await aPurchase(deps, orgId);
        expect(await aProcess(orgId, [id], `${point}:1`)).toBe("SIGKILL");
        const [{ number }] = await owner.query("SELECT number FROM document_numbers WHERE org_id = $1", [orgId]);
        if (byClaim) await runPlatformWork();
        await issue(orgId, id);
        expect(await documentsOf(orgId)).toMatchObject([{ number, attemptId: id }]);
        expect(await openWork(orgId)).toBe(0);
        expect(await owner.query("SELECT FROM platform_due WHERE kind = 'number_document'")).toEqual([]);
      }
    });
  },
);

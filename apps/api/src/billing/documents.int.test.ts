import { CENT } from "@scrip/domain/money";
import { aPurchase, BUYER, pay, sellBy } from "@scrip/usecases/billing/documents/a-sale.test-support";
import { issueDocument } from "@scrip/usecases/billing/documents/issue-document";
import { extractText, getDocumentProxy } from "unpdf";
import { describe, expect, it } from "vitest";
import { aPersonOf } from "../testing/a-person.ts";
import { anApi } from "../testing/an-api.ts";

const api = await anApi();
await sellBy(api.deps.homes.platform);
const org = await api.anOrganization({ credit: 0 });
const orgId = org.slice("org_".length);
const other = await api.anOrganization({ credit: 0 });
const owner = await aPersonOf(api, { name: "Ada", org, role: "billing" });

const NAME = "Đặng & Søn <Œuvre> 株式会社";
const ADDRESS = ["Số 36 đường Nguyễn Thị Minh Khai", "Phường Đa Kao, Quận 1", "Thành phố Hồ Chí Minh"];

const refId = await aPurchase(api.deps, orgId, { buyer: { ...BUYER, name: NAME, address: ADDRESS } });
await pay(api.deps, orgId, refId, 2975n * CENT);
await issueDocument({ ...api.deps, isQuiet: true }, { orgId, kind: "issue_document", refId });
const { documents } = (await owner.call("billing.documents.list", { org })).data as {
  documents: { document: string; number: string }[];
};
const [receipt = { document: "", number: "" }] = documents;
const download = (query: string, headers: Record<string, string> = {}) =>
  fetch(`${api.url}/download/document.pdf?${query}`, { headers: { cookie: owner.cookie, ...headers } });

describe("the documents of an organization", () => {
  it("are listed with what was paid, and found by the credit that they bought", async () => {
    const line = {
      kind: "receipt",
      title: "Receipt",
      number: "SC-000001",
      attempt: `attempt_${refId}`,
      net: "25000000",
      tax: "4750000",
      gross: "29750000",
    };
    expect(documents).toMatchObject([line]);
    const [{ id: grant }] = await api.owner.query("SELECT id FROM grants WHERE org_id = $1", [orgId]);
    const by = async (some: object) => (await owner.call("billing.documents.list", { org, ...some })).data;
    expect(await by({ grant: `grant_${grant}` })).toMatchObject({ documents: [line], next: null });
    expect(await by({ documentKinds: ["credit_note", "statement"] })).toEqual({ documents: [], next: null });
  });

  it("are pages of a list", async () => {
    const second = await aPurchase(api.deps, orgId);
    await pay(api.deps, orgId, second, 2975n * CENT);
    await issueDocument({ ...api.deps, isQuiet: true }, { orgId, kind: "issue_document", refId: second });
    const page = async (cursor?: string) =>
      (await owner.call("billing.documents.list", { org, limit: 1, ...(cursor !== undefined && { cursor }) })).data as {
        documents: { number: string }[];
        next: string | null;
      };
    const first = await page();
    const rest = await page(first.next ?? undefined);
    expect([first, rest].map((each) => each.documents[0]?.number)).toEqual(["SC-000002", "SC-000001"]);
    expect(rest.next).toBeNull();
  });

  it("show everything that is printed", async () => {
    const { data } = await owner.call("billing.documents.get", { org, document: receipt.document });
    expect(data).toMatchObject({
      from: { name: "Compute GmbH" },
      to: { heading: "Bill to", name: NAME, lines: [...ADDRESS, "Germany"] },
      tables: [{ rows: [["Credit", "$25.00"]] }],
    });
  });

  it("are files with every character, which are the same each time", async () => {
    const answer = await download(`org=${org}&document=${receipt.document}`);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "application/pdf",
      "content-disposition": 'attachment; filename="receipt-SC-000001.pdf"',
      "cache-control": "no-store",
    });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const { text } = await extractText(await getDocumentProxy(bytes.slice()), { mergePages: true });
    for (const part of [NAME, ...ADDRESS, receipt.number, "$29.75"]) expect(text).toContain(part);
    const again = await download(`org=${org}&document=${receipt.document}`);
    expect(Buffer.from(await again.arrayBuffer()).equals(bytes)).toBe(true);
  });

  it("G2 are for members of the organization who may see its billing", async () => {
    const query = `org=${org}&document=${receipt.document}`;
    const viewer = await aPersonOf(api, { name: "Vera", org, role: "viewer" });
    const statuses = await Promise.all([
      download(query, { cookie: "" }),
      download(query, { cookie: viewer.cookie }),
      download(`org=${other}&document=${receipt.document}`),
      download(`org=${org}&document=${receipt.document.replace(/.$/, "0")}`),
      download(`org=${org}&document=x`),
    ]).then((answers) => answers.map(({ status }) => status));
    expect(statuses).toEqual([401, 403, 404, 404, 400]);
  });
});

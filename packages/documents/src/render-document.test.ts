import { extractText, getDocumentProxy } from "unpdf";
import { describe, expect, it } from "vitest";
import { renderDocument } from "./index.ts";
import type { PrintedDocument } from "./printed.ts";

const COLUMNS = [
  { title: "Description", align: "left", share: 70 },
  { title: "Amount", align: "right", share: 30 },
] as const;

function anInvoice(over: Partial<PrintedDocument> = {}): PrintedDocument {
  return {
    language: "en",
    title: "Invoice",
    number: "INV-000042",
    createdAt: new Date("2027-04-01T00:00:00Z"),
    facts: [{ label: "Date", value: "1 April 2027" }],
    from: { heading: "From", name: "Compute GmbH", lines: ["10119 Berlin"] },
    to: { heading: "Bill to", name: "Harbor Lab", lines: [] },
    tables: [
      {
        title: "What you bought",
        columns: COLUMNS,
        rows: [["Pro, monthly", "$29.00"]],
        sums: [{ label: "Total", value: "$34.51", isStrong: true }],
      },
    ],
    notes: [],
    footer: "Compute GmbH, Berlin",
    ...over,
  };
}

async function pagesOf(document: PrintedDocument): Promise<readonly string[]> {
  const file = await getDocumentProxy(new Uint8Array(await renderDocument(document)));
  return (await extractText(file)).text;
}

describe("the file of a document", () => {
  it("has every letter in its text: Latin, Vietnamese, Greek, Cyrillic, Chinese, Japanese and Korean", async () => {
    const names = [
      "Đặng & Søn <Œuvre> 株式会社",
      "Số 1 Đường Nguyễn Huệ, Phường Bến Nghé, Thành phố Hồ Chí Minh",
      "Ελληνικά, Кириллица, Žluťoučký kůň, Łódź",
      "ありがとう 中文 한국어",
    ];
    const [page] = await pagesOf(
      anInvoice({ to: { heading: "Bill to", name: names[0] ?? "", lines: names.slice(1) } }),
    );
    for (const name of names) for (const word of name.split(" ")) expect(page).toContain(word);
  });

  it("finds letters that came as a letter and its marks", async () => {
    const [page] = await pagesOf(anInvoice({ notes: ["Nguyễn".normalize("NFD")] }));
    expect(page).toContain("Nguyễn");
  });

  it("continues a long table on further pages, each with the head and its number, and loses no row", async () => {
    const rows = Array.from({ length: 90 }, (_, place) => [`Line ${place + 1} of the table`, `$${place + 1}.00`]);
    const table = { title: "Use", columns: COLUMNS, rows, sums: [{ label: "Total", value: "$4,095.00" }] };
    const pages = await pagesOf(anInvoice({ tables: [table] }));
    expect(pages.length).toBeGreaterThan(2);
    for (const [place, page] of pages.entries()) {
      expect(page).toContain("Description");
      expect(page).toContain(`page ${place + 1} of ${pages.length}`);
    }
    const text = pages.join("\n");
    for (const [line = ""] of rows) expect(text.split(line)).toHaveLength(2);
    expect(text).toContain("$4,095.00");
  });

  it("breaks a name that is wider than its column, and cuts nothing", async () => {
    const name = "Q".repeat(200);
    const [page = ""] = await pagesOf(anInvoice({ to: { heading: "Bill to", name, lines: [] } }));
    expect(page.split("Q")).toHaveLength(201);
  });

  it("has the same bytes for the same document", async () => {
    expect((await renderDocument(anInvoice())).equals(await renderDocument(anInvoice()))).toBe(true);
  });

  it("says that it is PDF/A-3b, what its title is, and has no font outside of it", async () => {
    const file = await renderDocument(anInvoice());
    const text = file.toString("latin1");
    expect(text).toContain("<pdfaid:part>3</pdfaid:part>");
    expect(text).toContain("<pdfaid:conformance>B</pdfaid:conformance>");
    expect(text.match(/\/FontDescriptor /g)?.length).toBe(text.match(/\/FontFile2 /g)?.length);
    const { info } = await (await getDocumentProxy(new Uint8Array(file))).getMetadata();
    expect(info).toMatchObject({ Title: "Invoice INV-000042", Author: "Compute GmbH" });
  });
});

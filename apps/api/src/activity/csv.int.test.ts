import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { longHistory } from "@scrip/db/testing";
import { describe, expect, it } from "vitest";
import { anApi } from "../testing/an-api.ts";

let reads = 0;
const api = await anApi((deps) => ({
  ...deps,
  pages: {
    ...deps.pages,
    // Counts the pages that are read.
    route: (orgId, unit) => {
      reads += 1;
      return deps.pages.route(orgId, unit);
    },
  },
}));

const download = (query: Record<string, string>, key: string | null = api.key) =>
  fetch(`${api.url}/download/activity.csv?${new URLSearchParams(query).toString()}`, {
    headers: key === null ? {} : { authorization: `Bearer ${key}` },
  });

/** The cells of a file in which every quoted cell is on one line. */
function cells(text: string): string[][] {
  const rows = text
    .replace(/^\ufeff/, "")
    .trimEnd()
    .split("\n");
  return rows.map((row) =>
    (row.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? []).slice(0, 23).map((cell) => cell.replace(/,$/, "")),
  );
}

const FORMULAS = [
  "=1+1",
  "+1",
  "-1",
  "@SUM(A1)",
  '=HYPERLINK("http://x","y")',
  "plain, with a comma",
  "ünï",
  "0001",
  "1e5",
  "x;=cmd",
  "＝1",
];

describe("activity.csv", () => {
  it("F7 has every line in order with exact amounts, and no name is a formula", async () => {
    const org = await api.anOrganization({ credit: 5_000_000 });
    for (const job of FORMULAS) {
      await api.ok("jobs.start", { org, job, project: job, resource: "gpu.rtx-3090", next: { untilMs: 1000 } });
      await api.ok("jobs.cancel", { org, job, quantityMs: 0 });
    }
    await api.ok("charges.create", { org, amount: "1234567", member: "=ana" });
    const response = await download({ org });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("content-disposition")).toMatch(
      /^attachment; filename="activity-acme-[0-9a-f-]+\.csv"$/,
    );
    // `text()` would remove the byte order mark.
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await response.arrayBuffer());
    expect(text.charCodeAt(0)).toBe(0xfeff);
    const [header, ...rows] = cells(text);
    const { lines } = await api.ok("activity.list", { org, limit: 500 });
    expect(header?.slice(0, 4)).toEqual(["Number", "Time (UTC)", "What", "Job"]);
    expect(rows.map(([seq]) => Number(seq))).toEqual(lines.map(({ seq }) => seq));
    expect(rows[0]?.slice(0, 21)).toEqual([
      String(lines[0]?.seq),
      "2026-01-01T12:00:00.000Z",
      "Usage",
      "",
      "",
      "",
      "'=ana",
      "",
      "",
      "",
      "",
      "",
      "-1.234567",
      "0.00",
      "-1.234567",
      "0.00",
      "0.00",
      "3.765433",
      "3.765433",
      "0.00",
      "0.00",
    ]);
    const added = ["Credit added", "", "", "", "", "purchase", "paid", "", "", "", "5.00", "0.00", "5.00", "0.00"];
    expect(rows.at(-1)?.slice(2, 16)).toEqual(added);
    for (const cell of rows.flatMap((row) => row.slice(2, 9))) expect(cell).not.toMatch(/^"?[=+\-@]/);
    expect(text).toContain('"plain, with a comma"');
    const jobs = new Set(rows.map((row) => row[3]));
    for (const cell of ["'0001", "'1e5", "x;'=cmd", "'＝1", "ünï"]) expect(jobs).toContain(cell);
  });

  it("has quantity, unit, rate, charge and the credit of each kind, as exact decimals that add up", async () => {
    const org = await api.anOrganization();
    await api.ok("grants.create", { org, source: "code", amount: "1000000" });
    await api.ok("grants.create", { org, source: "purchase", amount: "600000" });
    const job = { org, job: "train" };
    await api.ok("jobs.start", { ...job, resource: "gpu.rtx-3090", unitsMilli: 1500, next: { untilMs: 3_600_000 } });
    await api.ok("clocks.advance", { org, to: "2026-01-01T16:00:00Z" });
    await api.ok("jobs.complete", { ...job, quantityMs: 10_000_001 });
    const [header = [], ...rows] = cells(await (await download({ org })).text());
    const column = (name: string) => rows.map((row) => row[header.indexOf(name)]);
    const settled = rows.find((row) => row[2] === "Usage") ?? [];
    const cell = (name: string) => settled[header.indexOf(name)];
    // floor(0.44 x 1.5 x 10,000.001 s / 3,600 s) = $1.833333: $1.00 given, $0.60 bought, and the rest is owed.
    expect(["Quantity", "Unit", "Rate (USD per hour)", "Amount (USD)"].map(cell)).toEqual([
      "15000.0015",
      "second",
      "0.44",
      "-1.833333",
    ]);
    expect(["Promotional (USD)", "Paid (USD)", "Owed (USD)"].map(cell)).toEqual(["-1.00", "-0.60", "0.233333"]);
    const lines = (await api.ok("activity.list", { org })).lines;
    const { cause } = await api.ok("activity.explain", { org, seq: Number(settled[0]) });
    expect(cell("Charge")).toBe(cause);
    expect(column("Charge").filter((id) => id !== "")).toHaveLength(1);
    expect(column("Balance after (USD)").map(Number)).toEqual(lines.map(({ balance }) => Number(balance.total) / 1e6));
  });

  it("has the filter of the list, and its name contains the range", async () => {
    const org = await api.anOrganization({ credit: 5_000_000 });
    for (const member of ["ana", "bob"]) await api.ok("charges.create", { org, amount: "5", member });
    const some = await download({
      org,
      kinds: "charged",
      member: "bob",
      from: "2026-01-01T00:00:00Z",
      until: "2026-02-01T00:00:00Z",
    });
    expect(some.headers.get("content-disposition")).toContain("from-2026-01-01-to-2026-02-01.csv");
    expect(cells(await some.text())).toHaveLength(2);
    const none = await download({ org, kinds: "grant_revoked" });
    expect(cells(await none.text())).toEqual([expect.arrayContaining(["Number", "Quantity", "SHA-256"])]);
  });

  it("G3 is refused like any call", async () => {
    const org = await api.anOrganization();
    const key = await api.aKey({ scopes: ["usage:report"] });
    const refused = async (query: Record<string, string>, shown?: string | null) => {
      const response = await download(query, shown);
      const { error } = (await response.json()) as { error: { data: { scrip: { code: string } } } };
      return [response.status, error.data.scrip.code];
    };
    expect(await refused({ org }, null)).toEqual([401, "unauthenticated"]);
    expect(await refused({ org }, key)).toEqual([403, "scope_missing"]);
    expect(await refused({})).toEqual([400, "organization_required"]);
    expect(await refused({ org: "org_00000000-0000-7000-8000-000000000000" })).toEqual([404, "organization_not_found"]);
    for (const bad of [{ kinds: "nothing" }, { from: "yesterday" }, { extra: "1" }, { member: "a\u0000" }])
      expect(await refused({ org, ...bad })).toEqual([400, "bad_input"]);
  });

  it("stops reading soon after its client disconnects", async () => {
    const org = await api.anOrganization();
    await longHistory(api.owner, org.slice(4), 60_000);
    const before = reads;
    const headers = { authorization: `Bearer ${api.key}` };
    const request = get(`${api.url}/download/activity.csv?org=${org}`, { headers });
    const [response] = (await once(request, "response")) as [IncomingMessage];
    await once(response, "data");
    // The client takes nothing more, so reading stops when the buffers are full.
    response.pause();
    response.destroy();
    await once(request, "close");
    const whole = await download({ org, until: "2026-01-01T00:01:00Z" });
    expect(cells(await whole.text()).length).toBeGreaterThan(50);
    // Without the stop, the server would have read all 60 pages.
    expect(reads - before).toBeLessThan(40);
    expect(reads).toBeGreaterThan(before);
    const stopped = reads;
    await (await download({ org, until: "2026-01-01T00:01:00Z" })).text();
    expect(reads - stopped).toBeLessThanOrEqual(3);
  });
});

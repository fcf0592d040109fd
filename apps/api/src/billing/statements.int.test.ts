import { describe, expect, it } from "vitest";
import { anApi } from "../testing/an-api.ts";

const api = await anApi();

/** Runs a job and leaves a debt, in January 2026. */
async function aMonth(): Promise<string> {
  const org = await api.anOrganization({ credit: 5_000_000 });
  const job = { org, job: "=run", project: "vision", resource: "gpu.rtx-3090" };
  await api.ok("jobs.start", { ...job, next: { untilMs: 0 } });
  await api.ok("jobs.complete", { org, job: "=run", quantityMs: 5000 });
  await api.ok("charges.create", { org, amount: "6000001", onShortfall: "owe" });
  return org;
}

const rowsOf = (text: string): string[][] =>
  text
    .replace(/^\ufeff/, "")
    .trimEnd()
    .split("\n")
    .map((row) => row.split(","));

describe("a statement of a month", () => {
  it("L8 adds up from the opening to the closing balance, in the answer and in the file", async () => {
    const org = await aMonth();
    const { available } = await api.ok("balance.get", { org });
    const answer = await api.ok("billing.statements.get", { org, month: "2026-01" });
    expect(answer).toMatchObject({ month: "2026-01", isClosed: false, entries: { first: 1 } });
    expect(answer.opening.worth).toBe("0");
    const total = answer.sums.reduce((sum, { amounts }) => sum + BigInt(amounts.worth), 0n);
    expect(String(total)).toBe(answer.closing.worth);
    expect([answer.closing.worth, available]).toEqual(["-1000612", "0"]);
    expect(answer.lines.map(({ part, work, amounts }) => [part, work?.job, amounts.worth])).toEqual([
      ["added", undefined, "5000000"],
      ["used", "=run", "-611"],
      ["used", null, "-6000001"],
    ]);

    const response = await fetch(`${api.url}/download/statement.csv?org=${org}&month=2026-01`, {
      headers: { authorization: `Bearer ${api.key}` },
    });
    expect(response.headers.get("content-disposition")).toMatch(
      /statement-acme-.*-from-2026-01-01-to-2026-02-01\.csv"$/,
    );
    const [, ...rows] = rowsOf(await response.text());
    expect(rows.map(([what, , , , job, , , , , worth]) => [what, job, worth])).toEqual([
      ["Opening balance", "", "0.00"],
      ["Credit added", "", "5.00"],
      ["Usage", "'=run", "-0.000611"],
      ["Usage", "", "-6.000001"],
      ["Closing balance", "", "-1.000612"],
    ]);
  });

  it("is listed for months with entries only, and refuses a text that is no month", async () => {
    const org = await aMonth();
    const { months } = await api.ok("billing.statements.list", { org });
    expect(months).toMatchObject([{ month: "2026-01", isClosed: false, opening: "0", closing: "-1000612" }]);
    const response = await fetch(`${api.url}/download/statement.csv?org=${org}&month=2026-00`, {
      headers: { authorization: `Bearer ${api.key}` },
    });
    expect(response.status).toBe(400);
  });
});

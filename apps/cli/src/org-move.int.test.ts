import { testCells } from "@scrip/db/testing";
import { catalogText, tiered } from "@scrip/domain/catalog";
import { expect, it } from "vitest";
import { readEnv } from "./env.ts";
import { runProgram } from "./program.ts";

const cells = await testCells();

async function scrip(...args: string[]) {
  const out: string[] = [];
  const notes: string[] = [];
  const { platformUrl, cellUrls } = cells.owners;
  const code = await runProgram(["org", "move", ...args], {
    env: readEnv({
      DATABASE_URL: platformUrl,
      SCRIP_CELLS: [...cellUrls].map(([name, url]) => `${name}=${url}`).join(","),
    }),
    out: (text) => out.push(text),
    note: (text) => notes.push(text),
    showProgress: () => ({ advance: () => {}, setTotal: () => {}, stop: () => {} }),
  });
  return { code, out: out.join("\n"), notes: notes.join("\n") };
}

it("moves an organization, and says why it does not", async () => {
  const { orgId } = await cells.place("a", { catalog: catalogText(tiered) });
  expect(await scrip(`org_${orgId}`, "a")).toMatchObject({ code: 2, notes: expect.stringContaining("already lives") });
  expect(await scrip(`org_${orgId}`, "c")).toMatchObject({ code: 2, notes: expect.stringContaining("a, b") });
  const moved = await scrip(`org_${orgId}`, "b", "--json");
  expect(moved).toMatchObject({ code: 0, notes: "" });
  const report = {
    org: `org_${orgId}`,
    from: "a",
    to: "b",
    rows: expect.any(Number),
    standstillMs: expect.any(Number),
  };
  expect(JSON.parse(moved.out)).toEqual({ ...report, findings: [] });
  const back = await scrip(`org_${orgId}`, "a");
  expect(back).toMatchObject({ code: 0, out: expect.stringContaining(`org_${orgId} moved from b to a.`) });
});

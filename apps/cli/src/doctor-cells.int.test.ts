import { freePort, testCells } from "@scrip/db/testing";
import { expect, it } from "vitest";
import type { Finding } from "./doctor/finding.ts";
import { readEnv } from "./env.ts";
import { runProgram } from "./program.ts";

const cells = await testCells();

it("looks at the server and the roles of each cell, and names one that does not serve or has no address", async () => {
  const { a = "", b = "" } = Object.fromEntries(cells.owners.cellUrls);
  const healthy = await findings(`a=${a},b=${b}`);
  for (const cell of ["a", "b"]) {
    expect(healthy.find(({ about }) => about === `PostgreSQL of cell ${cell}`)?.state).toBe("ok");
    expect(healthy.some(({ about }) => about === `role of the worker in cell ${cell}`)).toBe(true);
  }
  const away = new URL(b);
  away.port = `${await freePort()}`;
  const faults = async (setting: string) => (await findings(setting)).filter(({ about }) => about === "cell b");
  expect(await faults(`a=${a},b=${away.href}`)).toEqual([
    { about: "cell b", state: "fault", says: expect.stringContaining("It does not serve"), advice: expect.any(String) },
  ]);
  expect(await faults(`a=${a}`)).toMatchObject([{ says: expect.stringContaining("SCRIP_CELLS has no address of it") }]);
  expect(await faults(`a=${a},b=${a}`)).toMatchObject([{ says: expect.stringContaining("the cell a") }]);
});

async function findings(setting: string): Promise<readonly Finding[]> {
  const out: string[] = [];
  await runProgram(["doctor", "--json"], {
    env: readEnv({ DATABASE_URL: cells.owners.platformUrl, SCRIP_CELLS: setting, SCRIP_PORT: "1" }),
    out: (text) => out.push(text),
    note: () => {},
    showProgress: () => ({ advance: () => {}, setTotal: () => {}, stop: () => {} }),
  });
  const { findings: found } = JSON.parse(out.join("\n")) as { findings: readonly Finding[] };
  return found;
}

import { testDatabase } from "@scrip/db/testing";
import { expect, it } from "vitest";
import { readEnv } from "./env.ts";
import { runProgram } from "./program.ts";

const database = await testDatabase();
const owner = await database.open("owner");

async function codes(...args: string[]) {
  const out: string[] = [];
  const notes: string[] = [];
  const code = await runProgram(["codes", ...args], {
    env: readEnv({ DATABASE_URL: database.ownerUrl }),
    out: (text) => out.push(text),
    note: (text) => notes.push(text),
    showProgress: () => ({ advance: () => {}, setTotal: () => {}, stop: () => {} }),
  });
  return { code, out: out.join("\n"), notes: notes.join("\n") };
}

it("makes 500 codes as CSV, shows them once and stores their hashes", async () => {
  const made = await codes(
    "create",
    "--count",
    "500",
    "--csv",
    "--name",
    "Spring",
    "--amount",
    "25.00",
    "--days",
    "30",
  );
  const [header, ...texts] = made.out.split("\n");
  expect(header).toBe("code");
  expect(new Set(texts).size).toBe(500);
  for (const text of texts) expect(text).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  expect(made.notes).toMatch(
    /^These are 500 codes of campaign_\S+, each worth \$25\.00, at most \$12,500\.00 in all\. Codes are not shown again\.$/,
  );
  expect(await owner.query("SELECT count(*)::integer, count(DISTINCT hash)::integer AS hashes FROM codes")).toEqual([
    { count: 500, hashes: 500 },
  ]);
  const listed = JSON.parse((await codes("list", "--json")).out);
  expect(listed.campaigns).toMatchObject([
    { name: "Spring", amount: "25000000", days: 30, uses: 1, perOrg: 1, codes: 500, redeemed: 0, endedAt: null },
  ]);
});

it("adds codes to a campaign until it has ended", async () => {
  const { campaign } = JSON.parse((await codes("create", "--name", "Summer", "--amount", "5", "--json")).out);
  const more = JSON.parse((await codes("create", "--campaign", campaign, "--count", "2", "--json")).out);
  expect(more).toMatchObject({ campaign, codes: [expect.any(String), expect.any(String)] });
  expect((await codes("end", campaign)).notes).toBe('The campaign "Summer" has ended.');
  expect((await codes("list")).out).toContain("Summer");
  const late = await codes("create", "--campaign", campaign);
  expect(late).toMatchObject({ code: 2, notes: 'The campaign "Summer" has ended.' });
});

it.each([
  [["create"], "Name a campaign by --campaign"],
  [["create", "--name", "x"], "--name and --amount"],
  [["create", "--campaign", "campaign_01985c2e-0000-7000-8000-000000000000"], "There is no such campaign."],
  [["create", "--campaign", "campaign_01985c2e-0000-7000-8000-000000000000", "--days", "3"], "are for a new one"],
  [["create", "--name", "x", "--amount", "1e3"], "It must be an amount"],
  [["create", "--name", "x", "--amount", "1", "--count", "0"], "from 1 to 100000"],
  [["end", "summer"], 'begins with "campaign_"'],
])("says what is wrong with %j", async (args, message) => {
  expect(await codes(...args)).toMatchObject({ code: 2, notes: expect.stringContaining(message) });
});

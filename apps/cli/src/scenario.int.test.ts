import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { exampleNames, exampleText } from "./scenario/examples.ts";
import { scrip } from "./testing/processes.ts";

const folder = mkdtempSync(join(tmpdir(), "scrip-scenario-"));
afterAll(() => rmSync(folder, { recursive: true }));

const CREATE = '{"at":"2027-01-01T00:00:00Z","org":"a","do":"create"}';

function aFile(name: string, ...lines: string[]): string {
  const file = join(folder, name);
  writeFileSync(file, lines.join("\n"));
  return file;
}

describe("scrip scenario", () => {
  it("plays a file on a temporary server, keeps its database, and exits with 1 if an expectation fails", {
    timeout: 180_000,
  }, async () => {
    const wrong = '{"at":"2027-01-02T00:00:00Z","org":"a","do":"expect","available":"6.00","grants":1}';
    const file = aFile("fails.jsonl", CREATE, wrong);
    const keep = join(folder, "kept");
    const { code, out, notes } = await scrip(["scenario", file, "--json", "--keep", keep]).done;
    expect(code).toBe(1);
    const { seconds, ...result } = JSON.parse(out);
    expect(seconds).toBeGreaterThan(0);
    expect(result).toMatchObject({
      orgs: { a: { plan: "free", balance: { available: "5000000", reserved: "0", owed: "0" } } },
      expectations: { held: 0, failed: [{ line: 2, field: "available", expected: "6.00", actual: "5.00" }] },
      verify: { ok: true, findings: [] },
    });
    expect(existsSync(join(keep, "postgres"))).toBe(true);
    expect(notes).toContain(`SCRIP_PG_DIR=${join(keep, "postgres")} npm start`);
    const again = await scrip(["scenario", file, "--keep", keep]).done;
    expect([again.code, again.out]).toEqual([2, ""]);
    expect(again.notes).toContain("--keep needs a new or empty folder");
  });

  it("prints tables without --json, and exits with 0 if everything holds", { timeout: 180_000 }, async () => {
    const refused = '{"at":"2027-01-02T00:00:00Z","org":"a","do":"charge","amount":"9.00"}';
    const held = '{"at":"2027-01-02T00:00:00Z","org":"a","do":"expect","refused":"insufficient_credit"}';
    const { code, out } = await scrip(["scenario", aFile("holds.jsonl", CREATE, refused, held)]).done;
    expect(code).toBe(0);
    for (const text of [
      "Organization",
      "free",
      "$5.00",
      "line 2: insufficient_credit",
      "1 expectations held",
      "verify: ",
    ])
      expect(out).toContain(text);
  });

  it("names the line and the field of a wrong file before anything runs", async () => {
    const file = aFile("wrong.jsonl", "# a comment", CREATE, '{"at":"2027-02-29T00:00:00Z","org":"a","do":"end"}');
    const json = await scrip(["scenario", file, "--json"]).done;
    expect(json.code).toBe(2);
    expect(JSON.parse(json.out)).toEqual({
      error: { line: 3, field: "at", message: expect.stringContaining("at must") },
    });
    const shown = await scrip(["scenario", file]).done;
    expect([shown.code, shown.out]).toEqual([2, ""]);
    expect(shown.notes).toContain("Line 3: at must be");
    const noJson = await scrip(["scenario", aFile("none.jsonl", "{"), "--json"]).done;
    expect(JSON.parse(noJson.out)).toMatchObject({ error: { line: 1, field: null } });
  });

  it("takes the names of plans from the catalog that --catalog names", async () => {
    const core = aFile("core.jsonl", CREATE, '{"at":"2027-01-01T00:00:00Z","org":"a","do":"change","plan":"pro"}');
    const { out } = await scrip(["scenario", core, "--catalog", "payg", "--json"]).done;
    expect(JSON.parse(out)).toMatchObject({ error: { line: 2, field: "plan" } });
  });

  it("prints the five examples", async () => {
    expect(exampleNames()).toHaveLength(5);
    for (const name of exampleNames()) {
      const { code, out } = await scrip(["scenario", "--example", name]).done;
      expect([code, `${out.trimEnd()}\n`]).toEqual([0, exampleText(name)]);
    }
  });

  it.each([
    [[], "Name a scenario file"],
    [["--example", "nothing"], "There are: a-welcome-code"],
    [["no-such-file.jsonl"], "there is no such file"],
    [[tmpdir()], "it is a folder"],
    [["x.jsonl", "--example", "first-jobs"], "it plays no file"],
  ])("cannot run with %j", async (args, message) => {
    const { code, out, notes } = await scrip(["scenario", ...args]).done;
    expect([code, out]).toEqual([2, ""]);
    expect(notes).toContain(message);
  });
});

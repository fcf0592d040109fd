import { describe, expect, it } from "vitest";
import { readEnv } from "./env.ts";
import { runProgram } from "./program.ts";

/** Runs one command line: returns its exit code and what it printed. */
async function scrip(args: readonly string[], variables: NodeJS.ProcessEnv = {}) {
  const out: string[] = [];
  const notes: string[] = [];
  const code = await runProgram(args, {
    env: readEnv(variables),
    out: (text) => out.push(text),
    note: (text) => notes.push(text),
    showProgress: () => ({ advance: () => {}, setTotal: () => {}, stop: () => {} }),
  });
  return { code, out: out.join("\n"), notes: notes.join("\n") };
}

describe("scrip", () => {
  it.each([
    [["--help"], "Usage: scrip"],
    [["replay", "--help"], "--credit <usd>"],
    [["verify", "--help"], "Exit code"],
    [["keys", "create", "--help"], "ledger:verify"],
    [["trace", "make", "--help"], "--seed"],
  ])("%j prints help", async (args, text) => {
    const { code, out, notes } = await scrip(args);
    expect([code, notes]).toEqual([0, ""]);
    expect(out).toContain(text);
  });

  it.each([
    [[], "Usage: scrip"],
    [["nonsense"], "unknown command 'nonsense'"],
    [["replay"], "missing required argument 'trace'"],
    [["replay", "x", "y"], "too many arguments"],
    [["replay", "x", "--creditt", "5"], "unknown option '--creditt'"],
    [["replay", "x", "--credit", "1e3"], "must be an amount in plain digits"],
    [["replay", "x", "--credit", "0"], "must be above zero"],
    [["replay", "x", "--credit", "0.0000001"], "too many decimals"],
    [["replay", "x", "--credit", "1000000000.01"], "above the largest single amount"],
    [["replay", "x", "--run", "a/b"], "run's name"],
    [["replay", "x", "--url", "localhost"], "must be an address"],
    [["replay", "x", "--url", "http://127.0.0.1:1"], "keys create --platform"],
    [["replay", "x", "--url", "http://127.0.0.1:1", "--keep", "y"], "--keep is for the temporary server"],
    [["replay", "x", "--concurrency", "0"], "whole number from 1 to 1000"],
    [["replay", "there-is-no-such-trace.csv"], "there is no such file"],
    [["replay", "."], "it is a folder"],
    [["trace", "make", "--jobs", "-1"], "whole number from 0"],
    [["trace", "make", "--out", "no-such-folder/trace.csv"], "cannot be written"],
    [["verify", "--org", "lab"], 'begins with "org_"'],
    [["keys", "create", "--platform"], "required option '--name <name>'"],
    [["keys", "create", "--name", "x"], "either --platform or --org"],
    [["keys", "create", "--name", " x", "--platform"], "must not begin or end with a space"],
    [["keys", "create", "--name", "x", "--platform", "--scopes", "all"], 'no scope "all"'],
    [["keys", "create", "--name", "x", "--platform", "--scopes", ","], "at least one scope"],
    [["keys", "create", "--name", "x", "--platform", "--expires", "2020-01-01T00:00:00Z"], "in the future"],
    [["keys", "create", "--name", "x", "--platform", "--expires", "tomorrow"], "ISO 8601"],
    [["keys", "revoke", "x"], 'begins with "key_"'],
  ])("refuses %j", async (args, message) => {
    const { code, out, notes } = await scrip(args);
    expect([code, out]).toEqual([2, ""]);
    expect(notes).toContain(message);
  });

  it.each(["grants:write", "organizations:write", "clocks:write", "ledger:verify"])(
    "refuses the scope %s for the key of an organization",
    async (scope) => {
      const org = "org_01985c2e-0000-7000-8000-000000000000";
      const { code, notes } = await scrip([
        "keys",
        "create",
        "--name",
        "x",
        "--org",
        org,
        "--scopes",
        `ledger:read,${scope}`,
      ]);
      expect(code).toBe(2);
      expect(notes).toContain(`"${scope}" is for platform keys only`);
    },
  );

  it("refuses an organization's key for a replay", async () => {
    const { code, notes } = await scrip(["replay", "x", "--url", "http://127.0.0.1:1"], { SCRIP_KEY: "scrip_oxyz" });
    expect(code).toBe(2);
    expect(notes).toContain("needs a platform key, scrip_p…");
  });

  it("reports the host of a database that cannot be reached, without its password", async () => {
    const variables = { DATABASE_URL: "postgres://owner:secret@127.0.0.1:1/scrip" };
    for (const args of [["verify"], ["keys", "list"]]) {
      const { code, out, notes } = await scrip(args, variables);
      expect([code, out]).toEqual([2, ""]);
      expect(notes).toContain("127.0.0.1:1");
      expect(notes).not.toContain("secret");
    }
  });

  it("writes only the trace to standard output", async () => {
    const { code, out, notes } = await scrip(["trace", "make", "--jobs", "3"]);
    expect([code, notes]).toEqual([0, ""]);
    expect(out.split("\n")).toHaveLength(4);
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ownerDatabaseUrl } from "./running-database.ts";

let cluster = "";
beforeEach(() => {
  cluster = mkdtempSync(join(tmpdir(), "scrip-cluster-"));
});
afterEach(() => rmSync(cluster, { recursive: true }));

/** Writes the files that a running PostgreSQL keeps in its folder. */
function running({ pid = process.pid, state = "ready   " }): void {
  mkdirSync(join(cluster, "data"));
  writeFileSync(join(cluster, "password"), "p4ss");
  const lines = [pid, join(cluster, "data"), 1_790_000_000, 54_870, "", "127.0.0.1", "  1234  5", state];
  writeFileSync(join(cluster, "data/postmaster.pid"), `${lines.join("\n")}\n`);
}

describe("ownerDatabaseUrl", () => {
  it("is DATABASE_URL if it is set", () => {
    running({});
    expect(ownerDatabaseUrl({ databaseUrl: "postgres://me@host/db" }, cluster)).toBe("postgres://me@host/db");
  });

  it("is otherwise the address of the server of npm start", () => {
    running({});
    expect(ownerDatabaseUrl({ databaseUrl: undefined }, cluster)).toBe(
      "postgres://postgres:p4ss@127.0.0.1:54870/scrip",
    );
  });

  it.each([
    ["nothing was ever started", undefined],
    ["the server is stopping", { state: "stopping" }],
    ["it was killed", { pid: 2 ** 22 + 1 }],
  ])("says what to do if %s", (_name, server) => {
    if (server !== undefined) running(server);
    expect(() => ownerDatabaseUrl({ databaseUrl: undefined }, cluster)).toThrow("npm start");
  });

  it("refuses a DATABASE_URL that is not an address", () => {
    expect(() => ownerDatabaseUrl({ databaseUrl: "scrip" }, cluster)).toThrow("DATABASE_URL is not an address");
  });
});

import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { closedFolder } from "./server-user.ts";

const stranger = { name: "postgres", uid: 64_000, gid: 64_000 };

it("returns the folder that the server's user cannot enter", () => {
  const closed = mkdtempSync(join(realpathSync(tmpdir()), "scrip-closed-"));
  onTestFinished(() => rmSync(closed, { recursive: true, force: true }));
  mkdirSync(join(closed, "project"));
  const cluster = join(closed, "project", "cluster");
  expect(closedFolder(cluster, stranger)).toBe(closed);

  chmodSync(closed, 0o711);
  expect(closedFolder(cluster, stranger)).toBeUndefined();
});

it("checks no folder if this process runs the server as its own user", () => {
  expect(closedFolder("/nowhere/cluster", undefined)).toBeUndefined();
});

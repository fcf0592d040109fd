import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { requireReachable } from "./server-user.ts";

const stranger = { name: "postgres", uid: 64_000, gid: 64_000 };

it("names the folder that the server's user may not enter, and how to open it", () => {
  const closed = mkdtempSync(join(realpathSync(tmpdir()), "scrip-closed-"));
  onTestFinished(() => rmSync(closed, { recursive: true, force: true }));
  mkdirSync(join(closed, "project"));
  const data = join(closed, "project", "data");
  expect(() => requireReachable(data, stranger)).toThrow(`its user "postgres" may not enter ${closed}, which holds`);
  expect(() => requireReachable(data, stranger)).toThrow(`chmod o+x ${closed}`);

  chmodSync(closed, 0o711);
  expect(() => requireReachable(data, stranger)).not.toThrow();
});

it("asks nothing when this process runs the server as itself", () => {
  expect(() => requireReachable("/nowhere/data", undefined)).not.toThrow();
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { olderClients } from "./older-clients.ts";

it("finds the packed files of earlier releases, the oldest first", () => {
  const folder = mkdtempSync(join(tmpdir(), "scrip-releases-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const names = ["scrip-client-0.10.0.tgz", "scrip-client-0.9.1.tgz", "scrip-client-0.11.0.tgz", "notes.md"];
  for (const name of names) writeFileSync(join(folder, name), "");
  expect(olderClients(folder, "0.11.0").map(({ version }) => version)).toEqual(["0.9.1", "0.10.0"]);
  expect(olderClients(join(folder, "none"))).toEqual([]);
});

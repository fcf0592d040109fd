import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { openMarkFile } from "./mark-file.ts";

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "scrip-mark-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

it("E13 a process remembers its database over a restart, and another process has a memory of its own", async () => {
  const folder = join(await aFolder(), "state");
  const worker = openMarkFile(folder, "worker");
  expect(await worker.read()).toBeNull();
  await worker.write({ servers: "7301/1", mark: 3 });
  await worker.write({ servers: "7301/1", mark: 4 });
  expect(await openMarkFile(folder, "worker").read()).toEqual({ servers: "7301/1", mark: 4 });
  expect(await openMarkFile(folder, "api").read()).toBeNull();
  expect(await readdir(folder)).toEqual(["worker.database.json"]);
});

it.each(["", "{}", "null", '{"servers":"7301/1","mark":-1}'])(
  "E13 a damaged memory is an error and no first start: %s",
  async (text) => {
    const folder = await aFolder();
    await writeFile(join(folder, "api.database.json"), text);
    await expect(openMarkFile(folder, "api").read()).rejects.toThrow("is damaged");
  },
);

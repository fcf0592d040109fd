import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, it } from "vitest";
import { fileStorage } from "./index.ts";
import { expectToSurviveRestart } from "./testing/restart.ts";

const folder = await mkdtemp(join(tmpdir(), "local-stripe-"));
afterAll(() => rm(folder, { recursive: true }));

it("survives a restart in a file", async () => {
  await expectToSurviveRestart(() => fileStorage(join(folder, "state.json")));
});

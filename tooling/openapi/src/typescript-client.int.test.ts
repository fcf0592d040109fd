import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { openApiDocument } from "@scrip/api/openapi";
import openapiTypescript, { astToString } from "openapi-typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "./files.ts";
import { aServer } from "./testing/a-server.ts";

const run = promisify(execFile);
const PROGRAM = readFileSync(join(import.meta.dirname, "fixtures/typescript-client.txt"), "utf8");

// Inside of this package, so that the program finds openapi-fetch.
const dir = mkdtempSync(join(resolve(import.meta.dirname, ".."), "generated-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe("a TypeScript client that openapi-typescript generates", () => {
  beforeAll(async () => {
    // The generator reads a copy: it changes what it reads.
    const document = JSON.parse(JSON.stringify(openApiDocument())) as Parameters<typeof openapiTypescript>[0];
    writeFileSync(join(dir, "schema.d.ts"), astToString(await openapiTypescript(document)));
    const options = { strict: true, noEmit: true, module: "nodenext", target: "es2024", types: ["node"] };
    const compilerOptions = { ...options, allowImportingTsExtensions: true, exactOptionalPropertyTypes: true };
    writeFileSync(join(dir, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
    writeFileSync(join(dir, "package.json"), JSON.stringify({ type: "module" }));
  });

  it.each([
    ["as it is", (text: string) => text, true],
    ["an amount that is a number", (text: string) => text.replace('= "999999999999999"', "= 999999999999999"), false],
    ["a field that is missing", (text: string) => text.replace('job: "run-42", ', ""), false],
    ["no idempotency key", (text: string) => text.replace('params: under("start"),', ""), false],
  ])("compiles, or not: %s", async (_, change, compiles) => {
    writeFileSync(join(dir, "program.ts"), change(PROGRAM));
    const tsc = join(ROOT, "node_modules/.bin/tsc");
    const { stdout } = await run(tsc, ["-p", dir]).catch((error: { stdout: string }) => error);
    expect(/^.*program\.ts\(\d+,\d+\): error TS\d+/m.test(stdout)).toBe(!compiles);
  });

  describe("against a real server", async () => {
    const { url, key } = await aServer();

    it("is exact to the digit, idempotent, and typed to the figures of a refusal", async () => {
      writeFileSync(join(dir, "program.ts"), PROGRAM);
      const env = { ...process.env, SCRIP_URL: url, SCRIP_KEY: key };
      const { stdout } = await run(process.execPath, [join(dir, "program.ts")], { env });
      expect(JSON.parse(stdout)).toEqual({
        granted: "999999999999999",
        isSame: true,
        decision: "continue",
        refused: { "-1": "amount", "0.5": "amount", "1e3": "amount" },
        missing: expect.stringMatching(/^\d+$/),
        listed: 1,
        next: expect.stringMatching(/^grant_/),
      });
    });
  });
});

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { exampleNames, exampleText } from "./scenario/examples.ts";
import { scenarioServer } from "./testing/scenario-server.ts";

const { play } = await scenarioServer();

const LIVES = join(import.meta.dirname, "scenario/lives/tiered");

describe("an example that ships", () => {
  it.each(exampleNames())("holds: %s", async (name) => {
    const { expectations, verify } = await play(exampleText(name));
    expect({ failed: expectations.failed, findings: verify.findings }).toEqual({ failed: [], findings: [] });
    expect(expectations.held).toBeGreaterThan(4);
  });
});

describe("a life of an organization", () => {
  it.each(readdirSync(LIVES))("holds: %s", async (file) => {
    const { expectations, verify } = await play(readFileSync(join(LIVES, file), "utf8"));
    expect({ failed: expectations.failed, findings: verify.findings }).toEqual({ failed: [], findings: [] });
  });
});

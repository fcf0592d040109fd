import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { payg } from "@scrip/domain/catalog";
import { describe, expect, it } from "vitest";
import { scenarioServer } from "./testing/scenario-server.ts";

const { play } = await scenarioServer("payg", payg);

const LIVES = join(import.meta.dirname, "scenario/lives/payg");

describe("a life on the catalog payg", () => {
  it.each(readdirSync(LIVES))("holds: %s", async (file) => {
    const { expectations, verify } = await play(readFileSync(join(LIVES, file), "utf8"));
    expect({ failed: expectations.failed, findings: verify.findings }).toEqual({ failed: [], findings: [] });
  });
});

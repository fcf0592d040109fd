import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { tiered } from "@scrip/domain/catalog";
import { describe, expect, it } from "vitest";
import { namesOf } from "./scenario/file/fields.ts";
import { parseScenario } from "./scenario/file/parse-scenario.ts";
import { scenarioServer } from "./testing/scenario-server.ts";

/** Scenarios with results that were worked out by hand. They are outside the repository, next to it. */
const FOLDER = resolve(import.meta.dirname, "../../../../shared/data/scenarios");

/** A result that was worked out. What no text decides is left out of it. */
interface WorkedOut {
  readonly exit: number;
  readonly line?: number;
  readonly field?: string;
  readonly orgs?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly expectations?: { readonly held: number; readonly failed: readonly unknown[] };
}

interface WorkedOutStep {
  readonly line: number;
  readonly outcome: string;
}

if (!existsSync(FOLDER)) console.warn(`No worked-out scenario is played, since there is no such folder: ${FOLDER}`);

const scenarios = existsSync(FOLDER)
  ? readdirSync(FOLDER).flatMap((file) => (file.endsWith(".jsonl") ? [scenarioOf(file.replace(".jsonl", ""))] : []))
  : [];
const wrong = scenarios.filter(({ workedOut }) => workedOut.exit === 2);
const playable = scenarios.filter(({ workedOut }) => workedOut.exit !== 2);

function scenarioOf(name: string) {
  const workedOut: WorkedOut = JSON.parse(readFileSync(join(FOLDER, `${name}.expected.json`), "utf8"));
  return { name, workedOut, source: readFileSync(join(FOLDER, `${name}.jsonl`), "utf8") };
}

describe.runIf(scenarios.length > 0)("a scenario that was worked out by hand", async () => {
  const { play } = await scenarioServer();

  it.each(wrong)("has the same problem: $name", ({ source, workedOut: { line, field } }) => {
    expect(parseScenario(source, namesOf(tiered))).toMatchObject({ ok: false, problem: { line, field } });
  });

  it.each(playable)("gives the same result: $name", async ({ source, workedOut }) => {
    const result = await play(source);
    expect(result.verify).toEqual({ ok: true, findings: [] });
    expect(result.expectations).toEqual(workedOut.expectations);
    for (const [org, { steps, ...rest }] of Object.entries(workedOut.orgs ?? {})) {
      expect(result.orgs[org]).toMatchObject(rest);
      const outcomes = new Map(result.orgs[org]?.steps.map((step) => [step.line, step]));
      for (const step of steps as readonly WorkedOutStep[])
        expect(outcomes.get(step.line)).toMatchObject(step.outcome === "any" ? { line: step.line } : step);
    }
  });
});

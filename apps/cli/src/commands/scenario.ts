import { existsSync, readdirSync } from "node:fs";
import type { Command } from "commander";
import type { Console } from "../console.ts";
import { CouldNotRun } from "../could-not-run.ts";
import { exampleText } from "../scenario/examples.ts";
import { namesOf } from "../scenario/file/fields.ts";
import { parseScenario } from "../scenario/file/parse-scenario.ts";
import type { ScenarioProblem } from "../scenario/file/problem.ts";
import { readScenarioFile } from "../scenario/read-scenario.ts";
import { hasHeld } from "../scenario/result/scenario-result.ts";
import { showResult } from "../scenario/result/show-result.ts";
import { runScenario } from "../scenario/run-scenario.ts";
import { catalogOf } from "./catalog-of.ts";

interface ScenarioOptions {
  readonly catalog?: string;
  readonly keep?: string;
  readonly example?: string;
  readonly json?: true;
}

export function addScenario(program: Command, console: Console): void {
  program
    .command("scenario")
    .summary("play what would happen to organizations over the years")
    .description(
      "Plays the steps of a scenario file on test clocks, through the typed client and the API, on a temporary server\n" +
        "of its own. It checks the expectations in the file and shows what became of every organization.\n" +
        "docs/scenarios.md describes the file and the result.\n" +
        "Exit code: 0 if every expectation holds and verify finds nothing, 1 if not, 2 if the file is wrong.",
    )
    .argument("[file]", "the scenario, in JSON Lines")
    .option("--catalog <name>", "play it on another catalog: the name of one that ships, or the path of one's own")
    .option("--keep <dir>", "keep the temporary server's database in this new folder")
    .option("--example <name>", "print one of the examples that ship, and play nothing")
    .option("--json", "print one JSON object instead of tables")
    .action((file: string | undefined, options: ScenarioOptions) => scenario(console, file, options));
}

async function scenario(console: Console, file: string | undefined, options: ScenarioOptions): Promise<void> {
  if (options.example !== undefined) {
    if (file !== undefined) throw new CouldNotRun("--example prints an example; it plays no file.");
    console.out(exampleText(options.example).trimEnd());
    return;
  }
  if (file === undefined) throw new CouldNotRun("Name a scenario file, or print one with --example.");
  await play(console, readScenarioFile(file), options);
}

async function play(console: Console, source: string, { catalog, keep, json }: ScenarioOptions): Promise<void> {
  const name = catalog ?? console.env.catalog;
  const names = namesOf(await catalogOf({ ...console, env: { ...console.env, catalog: name } }));
  const parsed = parseScenario(source, names);
  if (!parsed.ok) {
    refuse(console, parsed.problem, json === true);
    return;
  }
  requireNew(keep);
  const result = await runScenario(console, parsed.steps, { catalog: name, keep });
  console.out(json ? JSON.stringify(result) : showResult(result));
  if (!hasHeld(result)) console.exitWith(1);
}

function refuse(console: Console, problem: ScenarioProblem, isJson: boolean): void {
  if (isJson) console.out(JSON.stringify({ error: problem }));
  else console.note(`Line ${problem.line}: ${problem.message}.`);
  console.exitWith(2);
}

/** Names of a scenario are unique in its database. */
function requireNew(keep: string | undefined): void {
  if (keep === undefined || !existsSync(keep) || readdirSync(keep).length === 0) return;
  throw new CouldNotRun(`--keep needs a new or empty folder; there are files in ${keep}.`);
}

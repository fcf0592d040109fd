import type { Moved } from "@scrip/db/cells/move";
import type { PlatformSource } from "@scrip/db/connection";
import type { Command } from "commander";
import { cellUrlsOf } from "../cell-urls.ts";
import type { Console } from "../console.ts";
import { CouldNotRun } from "../could-not-run.ts";
import { moveWith } from "./org-move.ts";
import { withPlatform } from "./with-platform.ts";

/** Below every id. */
const FIRST_ID = "00000000-0000-0000-0000-000000000000";
/** After so many failures in a row the cause is not one organization. */
const MOST_FAILURES = 10;

interface DrainOptions {
  readonly undo?: true;
  readonly json?: true;
}

export function addCellsDrain(cells: Command, console: Console): void {
  cells
    .command("drain")
    .summary("empty a cell: no new organizations, and the others move away")
    .description(
      "Lets no new organization into a cell, and moves its organizations to the open cells with the least load, one after\n" +
        "another, while they are in use. If it is interrupted, run it again.\n" +
        "Exit code: 0 if the cell is empty, 1 if some organizations are still there, 2 if the command could not run.",
    )
    .argument("<name>", "the name of the cell")
    .option("--undo", "let new organizations in again; those that have moved stay where they are")
    .option("--json", "print one JSON object")
    .action((name: string, options: DrainOptions) => drain(console, name, options));
}

async function drain(console: Console, name: string, { undo, json }: DrainOptions): Promise<void> {
  const { drainCell, undoDrain } = await import("@scrip/db/cells");
  if (undo) {
    await withPlatform(console, (platform) => undoDrain(platform, name));
    console.note(`${name} is open again.`);
    return;
  }
  const result = await withPlatform(console, async (platform, url) => {
    const known = [...((await cellUrlsOf(console.env, url)) ?? new Map()).keys()];
    if (!known.includes(name)) throw new CouldNotRun(`SCRIP_CELLS has no address of ${name}.`);
    await drainCell(platform, name);
    return moveAll(console, { platform, name, known });
  });
  if (result.left > 0) console.exitWith(1);
  if (json) console.out(JSON.stringify({ cell: name, ...result }));
  else for (const line of inWords(name, result)) console.note(line);
}

interface Drained {
  readonly moved: number;
  readonly failed: readonly { readonly org: string; readonly problem: string }[];
  /** The organizations that are still there. */
  readonly left: number;
  /** Those of them whose creation is not finished. */
  readonly claimed: number;
}

interface DrainTerms {
  readonly platform: PlatformSource;
  readonly name: string;
  readonly known: readonly string[];
}

async function moveAll(console: Console, { platform, name, known }: DrainTerms): Promise<Drained> {
  const { cellFor, organizationsInCell, organizationsOfCell } = await import("@scrip/db/cells");
  const { organizations } = await organizationsOfCell(platform, name);
  const progress = console.showProgress("drain", Math.max(1, organizations));
  const failed: { org: string; problem: string }[] = [];
  let moved = 0;
  let inARow = 0;
  try {
    let page = await organizationsInCell(platform, name, FIRST_ID);
    while (page.length > 0 && inARow < MOST_FAILURES) {
      for (const orgId of page) {
        const to = await cellFor(platform, known, name);
        const problem = await problemOf(() => moveWith(quiet(console), orgId, to));
        progress.advance(1);
        if (problem === null) moved += 1;
        else failed.push({ org: `org_${orgId}`, problem });
        inARow = problem === null ? 0 : inARow + 1;
        if (inARow === MOST_FAILURES) break;
      }
      page = await organizationsInCell(platform, name, page.at(-1) ?? FIRST_ID);
    }
  } finally {
    progress.stop();
  }
  const { organizations: left, claimed } = await organizationsOfCell(platform, name);
  return { moved, failed, left, claimed };
}

/** One organization that cannot move is no reason not to move the others. */
async function problemOf(move: () => Promise<Moved>): Promise<string | null> {
  try {
    const { findings } = await move();
    return findings.length === 0 ? null : `It moved, and its ledger does not add up: ${findings.join("; ")}`;
  } catch (error) {
    return (error as Error).message;
  }
}

/** The drain shows how many organizations have moved, not the rows of each. */
function quiet(console: Console): Console {
  return { ...console, showProgress: () => ({ advance: () => {}, setTotal: () => {}, stop: () => {} }) };
}

function inWords(name: string, { moved, failed, left, claimed }: Drained): string[] {
  const lines = [`${moved} organizations moved.`, ...failed.map(({ org, problem }) => `${org}: ${problem}`)];
  if (left === 0) return [...lines, `${name} is empty. To take it off the list: scrip cells remove ${name}`];
  if (claimed > 0) lines.push(`${claimed} organizations are being created there.`);
  return [...lines, `${left} organizations are still there: run the command again.`];
}

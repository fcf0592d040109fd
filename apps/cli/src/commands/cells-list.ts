import type { ListedCellRow } from "@scrip/db/cells";
import Table from "cli-table3";
import type { Command } from "commander";
import { cellUrlsOf } from "../cell-urls.ts";
import type { Console } from "../console.ts";
import { withPlatform } from "./with-platform.ts";

/** A cell that takes longer does not answer. */
const PATIENCE_MS = 5_000;

export function addCellsList(cells: Command, console: Console): void {
  cells
    .command("list")
    .summary("list the cells with their load")
    .description(
      "Lists the cells, the first one first: what the platform knows of each, as the workers reported it last, and\n" +
        "whether its database answers now.",
    )
    .option("--json", "print one JSON object")
    .action((options: { json?: true }) => list(console, options));
}

/** What a database says now. */
type Answer =
  | { readonly answers: true; readonly epoch: number; readonly schemaVersion: string | null }
  | { readonly answers: false; readonly problem: string };

async function list(console: Console, { json }: { json?: true }): Promise<void> {
  const { listCells } = await import("@scrip/db/cells");
  const { listed, url } = await withPlatform(console, async (platform, ownerUrl) => ({
    listed: await listCells(platform),
    url: ownerUrl,
  }));
  const urls = await cellUrlsOf(console.env, url);
  const shown = await Promise.all(
    listed.map(async (cell) => withAnswer(cell, await ask(cell.name, urls?.get(cell.name), cell.isFirst ? url : null))),
  );
  if (json) {
    console.out(JSON.stringify({ cells: shown }));
    return;
  }
  if (shown.length === 0) {
    console.note("There are no cells: all organizations are in one database. docs/scale-out.md says when to add some.");
    return;
  }
  const table = new Table({
    head: ["Cell", "State", "Organizations", "Entries/s", "Oldest due", "Version", "Epoch", "Reported"],
    style: { head: [], border: [], compact: true },
  });
  for (const each of shown)
    table.push([
      each.first ? `${each.cell} (first)` : each.cell,
      each.answers ? each.state : "does not answer",
      each.reportedAt === null ? "-" : `${each.organizations}`,
      each.reportedAt === null ? "-" : each.entriesPerSecond.toFixed(1),
      each.oldestDueAt ?? "-",
      each.schemaVersion ?? "-",
      `${each.epoch}`,
      each.reportedAt ?? "never",
    ]);
  console.out(table.toString());
  for (const { cell, problem } of shown) if (problem !== null) console.note(`${cell}: ${problem}`);
}

function withAnswer(cell: ListedCellRow, answer: Answer) {
  return {
    cell: cell.name,
    first: cell.isFirst,
    state: cell.state,
    organizations: Number(cell.organizations),
    entriesPerSecond: cell.entriesPerSecond,
    oldestDueAt: cell.oldestDueAt?.toISOString() ?? null,
    schemaVersion: answer.answers ? answer.schemaVersion : cell.schemaVersion,
    epoch: answer.answers ? answer.epoch : Number(cell.epoch),
    reportedAt: cell.reportedAt?.toISOString() ?? null,
    answers: answer.answers,
    problem: answer.answers ? null : answer.problem,
  };
}

/** @param firstUrl the platform's address, if the cell is the first one: without an address of its own it is there */
async function ask(name: string, url: string | undefined, firstUrl: string | null): Promise<Answer> {
  const address = url ?? firstUrl;
  if (address === null) return { answers: false, problem: "SCRIP_CELLS has no address of it." };
  const { lookAtCell } = await import("@scrip/db/boot");
  try {
    const { cell, epoch, schemaVersion } = await lookAtCell(address, PATIENCE_MS);
    if (cell === name) return { answers: true, epoch, schemaVersion };
    return { answers: false, problem: `its address leads to ${cell === null ? "no cell" : `the cell ${cell}`}.` };
  } catch (error) {
    return { answers: false, problem: (error as Error).message };
  }
}

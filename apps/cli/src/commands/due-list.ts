import type { ParkedDue } from "@scrip/db/due";
import Table from "cli-table3";
import type { Command } from "commander";
import type { Console } from "../console.ts";
import { refText } from "./due-arguments.ts";
import { withWorkerRole } from "./with-worker-role.ts";

export function addDueList(due: Command, console: Console): void {
  due
    .command("list")
    .summary("list parked work")
    .description("Lists parked due work, oldest first: its kind, its id, when it was parked, and the problem.")
    .option("--json", "print one JSON object")
    .action((options: { json?: true }) => list(console, options));
}

async function list(console: Console, { json }: { json?: true }): Promise<void> {
  const { listParkedDue } = await import("@scrip/db/due");
  const parked = await withWorkerRole(console, (worker) => listParkedDue(worker));
  if (json) {
    console.out(JSON.stringify({ parked: parked.map(shown) }));
    return;
  }
  if (parked.length === 0) {
    console.note("Nothing is parked.");
    return;
  }
  const table = new Table({
    head: ["Organization", "Work", "Id", "Parked", "Problem"],
    style: { head: [], border: [], compact: true },
  });
  for (const { org, kind, ref, parkedAt, problem } of parked.map(shown))
    table.push([org, kind, ref, parkedAt, problem]);
  console.out(table.toString());
}

function shown({ orgId, kind, refId, dueAt, parkedAt, problem }: ParkedDue) {
  return {
    org: `org_${orgId}`,
    kind,
    ref: refText(kind, refId),
    problem,
    dueAt: dueAt.toISOString(),
    parkedAt: parkedAt.toISOString(),
  };
}

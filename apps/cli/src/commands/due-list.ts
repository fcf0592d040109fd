import type { ParkedDue, ParkedPlatformDue } from "@scrip/db/due";
import Table from "cli-table3";
import type { Command } from "commander";
import type { Console } from "../console.ts";
import { PLATFORM, platformRefText, refText } from "./due-arguments.ts";
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
  const { listParkedDue, listParkedPlatformDue } = await import("@scrip/db/due");
  const away: string[] = [];
  const onAway = (cell: string) => void away.push(cell);
  const parked = await withWorkerRole(console, async ({ organizations, platform }) => {
    const ofPlatform = await listParkedPlatformDue(platform);
    return [...ofPlatform.map(shownOfPlatform), ...(await listParkedDue(organizations, { onAway })).map(shown)];
  });
  if (json) {
    console.out(JSON.stringify(away.length === 0 ? { parked } : { parked, away }));
    return;
  }
  for (const cell of away) console.note(`The cell ${cell} does not answer: its organizations are left out.`);
  if (parked.length === 0) {
    console.note("Nothing is parked.");
    return;
  }
  const table = new Table({
    head: ["Organization", "Work", "Id", "Parked", "Problem"],
    style: { head: [], border: [], compact: true },
  });
  for (const { org, kind, ref, parkedAt, problem } of parked) table.push([org, kind, ref, parkedAt, problem]);
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

function shownOfPlatform(work: ParkedPlatformDue) {
  return {
    org: PLATFORM,
    kind: work.kind,
    ref: platformRefText(work),
    problem: work.problem,
    dueAt: work.dueAt.toISOString(),
    parkedAt: work.parkedAt.toISOString(),
  };
}

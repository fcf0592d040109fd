import type { DueWork } from "@scrip/db/due";
import type { DueKind } from "@scrip/domain/due";
import type { Command } from "commander";
import type { Console } from "../console.ts";
import { CouldNotRun } from "../could-not-run.ts";
import { dueKind, refId, refText } from "./due-arguments.ts";
import { organizationId } from "./key-arguments.ts";
import { withWorkerRole } from "./with-worker-role.ts";

export function addDueRetry(due: Command, console: Console): void {
  due
    .command("retry")
    .summary("retry parked work")
    .description(
      "Retries one piece of parked work. Fix the cause first. `scrip due list` shows the work that is parked.",
    )
    .argument("<org>", "the organization's id, such as org_01985c2e-…", organizationId)
    .argument("<kind>", "the kind of work, such as expire_grant", dueKind)
    .argument("<id>", "the id of the row that the work is about, such as grant_01985c2e-…", refId)
    .option("--json", "print one JSON object")
    .action((orgId: string, kind: DueKind, ref: string, { json }: { json?: true }) =>
      retry(console, { orgId, kind, refId: ref }, json === true),
    );
}

async function retry(console: Console, work: DueWork, json: boolean): Promise<void> {
  const { unparkDue } = await import("@scrip/db/due");
  const wasParked = await withWorkerRole(console, (worker) => unparkDue(worker, work));
  const { org, kind, ref } = { org: `org_${work.orgId}`, kind: work.kind, ref: refText(work.kind, work.refId) };
  if (!wasParked)
    throw new CouldNotRun(`${kind} ${ref} of ${org} is not parked. \`scrip due list\` shows the work that is.`);
  if (json) console.out(JSON.stringify({ org, kind, ref, retried: true }));
  else console.note(`${kind} ${ref} of ${org} is no longer parked and will be retried.`);
}

import type { DueKind, PlatformDueKind } from "@scrip/domain/due";
import type { Command } from "commander";
import type { Console } from "../console.ts";
import { CouldNotRun } from "../could-not-run.ts";
import {
  dueKind,
  isOfOrganizations,
  organizationOrPlatform,
  PLATFORM,
  platformRefText,
  refId,
  refText,
} from "./due-arguments.ts";
import { withWorkerRole } from "./with-worker-role.ts";

export function addDueRetry(due: Command, console: Console): void {
  due
    .command("retry")
    .summary("retry parked work")
    .description(
      "Retries one piece of parked work. Fix the cause first. `scrip due list` shows the work that is parked.",
    )
    .argument("<org>", "the organization's id, such as org_01985c2e-…, or `platform`", organizationOrPlatform)
    .argument("<kind>", "the kind of work, such as expire_grant", dueKind)
    .argument("<id>", "the id of the row that the work is about, such as grant_01985c2e-…", refId)
    .option("--json", "print one JSON object")
    .action((orgId: string | null, kind: DueKind | PlatformDueKind, ref: string, { json }: { json?: true }) =>
      retry(console, orgId, { kind, ref }, json === true),
    );
}

async function retry(
  console: Console,
  orgId: string | null,
  work: { kind: DueKind | PlatformDueKind; ref: string },
  json: boolean,
): Promise<void> {
  const { org, kind, ref, wasParked } = await (orgId === null
    ? retryOfPlatform(console, work)
    : retryOfOrganization(console, orgId, work));
  if (!wasParked)
    throw new CouldNotRun(`${kind} ${ref} of ${org} is not parked. \`scrip due list\` shows the work that is.`);
  if (json) console.out(JSON.stringify({ org, kind, ref, retried: true }));
  else console.note(`${kind} ${ref} of ${org} is no longer parked and will be retried.`);
}

async function retryOfOrganization(
  console: Console,
  orgId: string,
  { kind, ref }: { kind: DueKind | PlatformDueKind; ref: string },
) {
  if (!isOfOrganizations(kind)) throw new CouldNotRun(`${kind} is work of the platform, and of no organization.`);
  const { unparkDue } = await import("@scrip/db/due");
  const work = { orgId, kind, refId: ref };
  const wasParked = await withWorkerRole(console, ({ organizations }) => unparkDue(organizations, work));
  return { org: `org_${orgId}`, kind, ref: refText(kind, ref), wasParked };
}

async function retryOfPlatform(console: Console, { kind, ref }: { kind: DueKind | PlatformDueKind; ref: string }) {
  if (isOfOrganizations(kind)) throw new CouldNotRun(`${kind} is work of an organization, and not of the platform.`);
  const { unparkPlatformDue } = await import("@scrip/db/due");
  const work = { kind, ref };
  const wasParked = await withWorkerRole(console, ({ platform }) => unparkPlatformDue(platform, work));
  return { org: PLATFORM, kind, ref: platformRefText(work), wasParked };
}

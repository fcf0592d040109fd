import type { StartJob } from "@scrip/domain/ledger";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import { readOrganization } from "../../connection/read-organization.ts";
import { calculatedWithEnough, type LedgerSnapshot } from "../../ledger/peek.ts";
import type { Books } from "../../ledger/run-batch.ts";
import { type Outlook, readOutlook } from "./read-outlook.ts";

/** A job to try out: its start, and how long it would run in milliseconds. */
export interface TriedJob {
  readonly start: StartJob;
  readonly estimateMs: number;
}

/**
 * Runs a calculation about a job that starts now, on one snapshot of an organization, again with more of its open grants
 * if it throws `MoreNeeded`. The ledger of a run is its own, with the budgets that the start would touch.
 * @throws OrganizationMissing
 */
export async function tryOutJob<Result>(
  organizations: OrganizationsSource,
  books: Books,
  orgId: string,
  { start, estimateMs }: TriedJob,
  calculate: (outlook: Outlook, snapshot: LedgerSnapshot) => Result,
): Promise<Result> {
  return readOrganization(organizations, orgId, { byKey: true }, async (query) => {
    const lapsingUntil = ({ now }: Pick<LedgerSnapshot, "now">) => now + estimateMs;
    const outlook = await readOutlook(query, books, orgId, { lapsingUntil, tried: start });
    return calculatedWithEnough(outlook.look, (snapshot) => calculate(outlook, snapshot));
  });
}

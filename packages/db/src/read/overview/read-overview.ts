import type { Instant } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import { readOrganization } from "../../connection/read-organization.ts";
import type { TimeAhead } from "../../ledger/peek.ts";
import type { Books } from "../../ledger/run-batch.ts";
import { activityPage, type PageLine } from "../activity/list-activity.ts";
import { entriesBefore } from "./entries-before.ts";
import { type Outlook, readOutlook, SHOWN } from "./read-outlook.ts";
import { spentBetween } from "./spent-between.ts";

/** An organization at one moment, for the overview page. */
export interface OverviewRead extends Outlook {
  readonly activities: readonly PageLine[];
  /** Micro-USD used from each requested instant until the next one; the last until now. */
  readonly spent: readonly Micros[];
}

/** The spans of time of the overview page, for the organization's time. */
interface OverviewSpans {
  /** Returns the end of the span whose lapsing credit is wanted. */
  readonly lapsingUntil: TimeAhead;
  /** Returns the instants for `spent`, ascending. */
  readonly sinceOf: (now: Instant) => readonly Instant[];
}

/**
 * Reads an organization's overview page in one snapshot.
 * @throws OrganizationMissing
 */
export async function readOverview(
  organizations: OrganizationsSource,
  books: Books,
  orgId: string,
  { lapsingUntil, sinceOf }: OverviewSpans,
): Promise<OverviewRead> {
  return readOrganization(organizations, orgId, { byKey: true }, async (query, last) => {
    const [outlook, { lines }] = await Promise.all([
      readOutlook(query, books, orgId, { lapsingUntil }),
      activityPage(query, orgId, {}, { limit: SHOWN }),
    ]);
    const { ledger, now } = outlook.look;
    const before = await entriesBefore(query, ledger, sinceOf(Math.max(now, ledger.at)));
    const spent = spentBetween(query, orgId, before);
    last();
    return { ...outlook, activities: lines, spent: await spent };
  });
}

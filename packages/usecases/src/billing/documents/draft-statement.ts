import { sellerOf } from "@scrip/db/billing";
import { inOrganization, OrganizationMissing } from "@scrip/db/connection";
import { lockOrganization } from "@scrip/db/organizations";
import { readStatement } from "@scrip/db/read/billing/read-statement";
import { printStatement } from "@scrip/documents/printed";
import { foldJobs, monthSpan } from "@scrip/domain/billing/statement";
import { reconciled } from "../statements/statement-of-month.ts";
import { buyerOf } from "./buyer-of.ts";
import type { DocumentDeps } from "./document-deps.ts";
import type { DocumentDraft } from "./write-document.ts";

/** The jobs that a document names; it adds up the others. */
const MOST_JOBS = 500;

/**
 * Makes the statement of a month that has ended, without its number. The organization was locked after the end of the
 * month, so no entry of the month can follow.
 * @param month `2026-11`, in UTC
 * @returns `null` for a month that goes on or has no entries; `"waits"` while there is no seller
 * @throws OrganizationMissing
 * @throws InvariantError if it does not reconcile
 * @source docs/rules.md#statements
 */
export async function draftStatement(
  { homes }: Pick<DocumentDeps, "homes">,
  orgId: string,
  month: string,
): Promise<DocumentDraft | "waits" | null> {
  const span = monthSpan(month);
  if (span === null) return null;
  const { time, clockAt, buyer } = await inOrganization(homes.organizations, orgId, async (tx) => {
    const organization = await lockOrganization(tx, orgId);
    if (organization === null) throw new OrganizationMissing(orgId);
    const { time: at, onTestClock } = organization;
    return { time: at.getTime(), clockAt: onTestClock ? at : null, ...(await buyerOf(tx, orgId)) };
  });
  if (time < span.until) return null;
  const read = await readStatement(homes.organizations, orgId, span);
  const { statement, entries } = reconciled(read, orgId, span);
  if (entries === null) return null;
  const seller = await sellerOf(homes.platform);
  if (seller === null) return "waits";
  const content = {
    kind: "statement",
    seller,
    buyer,
    month,
    entries,
    statement: foldJobs(statement, MOST_JOBS),
  } as const;
  return {
    kind: "statement",
    ref: month,
    about: { attemptId: null, refundId: null, month: new Date(span.from) },
    sums: null,
    prefix: seller.prefix,
    clockAt,
    print: (numbered) => printStatement({ ...content, ...numbered }),
  };
}

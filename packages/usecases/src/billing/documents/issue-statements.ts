import { type DocumentRow, firstDocument, lastStatement, monthsWithEntries } from "@scrip/db/billing";
import { inOrganization, OrganizationMissing, type OrganizationsTx, retrying } from "@scrip/db/connection";
import { type DueWork, setDue } from "@scrip/db/due";
import { type LockedOrganization, lockOrganization } from "@scrip/db/organizations";
import { monthAt, spanOf } from "@scrip/domain/billing/statement";
import type { Instant } from "@scrip/domain/ledger";
import { refused } from "../../refused.ts";
import type { DocumentDeps } from "./document-deps.ts";
import { draftStatement } from "./draft-statement.ts";
import { finish } from "./issue-document.ts";
import { writeDocument } from "./write-document.ts";

const DAY_MS = 86_400_000;

/**
 * Issues the statements of all months that have ended since the last statement, and waits for the end of the next month.
 * A month without entries has none. Safe to repeat and to run twice at once. Without a seller the statements wait.
 * @source docs/rules.md#statements
 */
export async function issueStatements(deps: DocumentDeps, work: DueWork): Promise<void> {
  const { orgId } = work;
  const { months, now } = await inOrganization(deps.homes.organizations, orgId, async (tx) => {
    const { time } = await locked(tx, orgId);
    return { months: await monthsToIssue(tx, orgId, time.getTime()), now: time.getTime() };
  });
  for (const month of months) {
    const draft = await draftStatement(deps, orgId, monthAt(month));
    if (draft === "waits") return moveTo(deps, work, now + DAY_MS);
    if (draft !== null) await finish(deps, await writeDocument(deps, orgId, draft));
  }
  await moveTo(deps, work, spanOf(now).until);
}

/** The months with entries that have ended since the last statement, or since the month of the first document. */
async function monthsToIssue(tx: OrganizationsTx, orgId: string, now: Instant): Promise<readonly Instant[]> {
  const until = spanOf(now).from;
  const last = await lastStatement(tx, orgId);
  const first = last === null ? await firstDocument(tx, orgId) : null;
  const from = last === null ? first && spanOf(first.getTime()).from : spanOf(last.getTime()).until;
  return from === null || from >= until ? [] : monthsWithEntries(tx, orgId, { from, until });
}

/**
 * Issues the statement of one month, which a member asks for. Safe to repeat: a month has one document.
 * @throws RefusedError `statement_not_ready`
 * @source docs/rules.md#statements
 */
export async function issueStatement(deps: DocumentDeps, orgId: string, month: string): Promise<DocumentRow> {
  const draft = await draftStatement(deps, orgId, month);
  if (draft === null || draft === "waits")
    throw refused("statement_not_ready", "The month has not ended, it has no entries, or no seller is entered yet.");
  return writeDocument(deps, orgId, draft);
}

async function moveTo({ homes, ledger }: DocumentDeps, { orgId, kind, refId }: DueWork, dueAt: number): Promise<void> {
  const wakeAt = await retrying(() =>
    inOrganization(homes.organizations, orgId, async (tx) => {
      const { onTestClock } = await locked(tx, orgId);
      await setDue(tx, { orgId, kind, refId, onTestClock, dueAt });
      return onTestClock ? null : dueAt;
    }),
  );
  ledger.announce({ orgIds: [orgId], dueAt: wakeAt });
}

async function locked(tx: OrganizationsTx, orgId: string): Promise<LockedOrganization> {
  const organization = await lockOrganization(tx, orgId);
  if (organization === null) throw new OrganizationMissing(orgId);
  return organization;
}

import { attemptById, type DocumentRow, documentsOfRefund, receiptOf, refundById } from "@scrip/db/billing";
import { inOrganization, OrganizationMissing, type OrganizationsTx, reach, retrying } from "@scrip/db/connection";
import { type DueWork, setDue } from "@scrip/db/due";
import { getOrganizationAt, lockOrganization } from "@scrip/db/organizations";
import type { DocumentKind } from "@scrip/domain/billing/documents";
import type { Instant } from "@scrip/domain/ledger";
import type { DocumentDeps } from "./document-deps.ts";
import { fileOf } from "./document-file.ts";
import { draftCreditNote } from "./draft-credit-note.ts";
import { draftReceipt, paidOf } from "./draft-receipt.ts";
import { draftReversal } from "./draft-reversal.ts";
import { expectStatements } from "./expect-statements.ts";
import { lacksReversal } from "./lacks-reversal.ts";
import { mailDocument } from "./mail-document.ts";
import { noticeDocument } from "./notice-document.ts";
import { type DocumentDraft, writeDocument } from "./write-document.ts";

const HOUR_MS = 3_600_000;

/** How long a document waits before it is looked whether there is a seller by now. */
const SELLER_MS = HOUR_MS;
/** The same on a test clock, whose time flies. */
const SELLER_ON_CLOCK_MS = 24 * HOUR_MS;

/**
 * Issues the document of a payment or a refund, which is a reversal if the refund failed after its credit note: writes it under a number of its own, makes its file, and tells the people
 * who pay. Safe to repeat and to run twice at once; killed anywhere, it goes on under the same number. Without a seller
 * the document waits.
 * @source docs/rules.md#receipts
 */
export async function issueDocument(deps: DocumentDeps, work: DueWork): Promise<void> {
  const { orgId, refId } = work;
  const draft = await draftOf(deps, orgId, refId);
  if (draft === "waits")
    return moveWork(deps, work, (time, onTestClock) => time + (onTestClock ? SELLER_ON_CLOCK_MS : SELLER_MS));
  if (draft !== null) await finish(deps, await writeDocument(deps, orgId, draft));
  await moveWork(deps, work, () => null);
}

/**
 * Issues the document of a payment or a refund that was just booked, if the organization is on a test clock: no worker runs its due
 * work, and the next advance may be far away. Safe to repeat.
 */
export async function issueOnClock(deps: DocumentDeps, orgId: string, refId: string): Promise<void> {
  const organization = await inOrganization(deps.homes.organizations, orgId, (tx) => getOrganizationAt(tx, orgId));
  if (organization?.onTestClock === true) await issueDocument(deps, { orgId, kind: "issue_document", refId });
}

/** Makes the file of a document that was just issued, and tells the people who pay. Safe to repeat. */
export async function finish(deps: DocumentDeps, document: DocumentRow): Promise<void> {
  // A scenario issues thousands of documents and prints none: a download makes the file.
  if (deps.isQuiet === true) return;
  await fileOf(deps, document);
  reach("document.printed");
  await mailDocument(deps, document);
  await noticeDocument(deps, document);
}

/** A document of a payment or a refund. */
export type PaymentDocumentKind = Exclude<DocumentKind, "statement">;

/**
 * What is to be issued for an attempt or a refund. The receipt of a payment comes before its credit notes.
 * @param numbered the document that was given a number, whatever happened to its refund since
 * @returns `null` for nothing; `"waits"` while there is no seller
 */
export async function draftOf(
  deps: DocumentDeps,
  orgId: string,
  refId: string,
  numbered: PaymentDocumentKind | null = null,
): Promise<DocumentDraft | "waits" | null> {
  const facts = await inOrganization(deps.homes.organizations, orgId, (tx) => factsOf(tx, orgId, refId));
  const { refund, attempt, receipt, creditNote, catalogVersion, clockAt } = facts;
  const kind = numbered ?? kindDue(facts);
  if (attempt?.state !== "succeeded" || kind === null) return null;
  const paid = await paidOf(deps, { attempt, clockAt });
  if (paid === null) return "waits";
  if (refund === null) return kind === "receipt" ? draftReceipt(deps, paid, catalogVersion) : null;
  const corrected = receipt ?? (await writeDocument(deps, orgId, await draftReceipt(deps, paid, catalogVersion)));
  if (kind === "credit_note") return draftCreditNote(paid, corrected, refund);
  return creditNote === null ? null : draftReversal(paid, { receipt: corrected, creditNote }, refund);
}

/** A refund that fails before it has a credit note needs none. */
function kindDue({ refund, creditNote }: Awaited<ReturnType<typeof factsOf>>): PaymentDocumentKind | null {
  if (refund === null) return "receipt";
  if (refund.state === "succeeded") return "credit_note";
  return refund.state === "failed" && creditNote !== null ? "reversal" : null;
}

async function factsOf(tx: OrganizationsTx, orgId: string, refId: string) {
  const organization = await getOrganizationAt(tx, orgId);
  if (organization === null) throw new OrganizationMissing(orgId);
  const refund = await refundById(tx, orgId, refId);
  const attempt = await attemptById(tx, orgId, refund?.attemptId ?? refId);
  const receipt = refund === null ? null : await receiptOf(tx, orgId, refund.attemptId);
  const creditNote = refund === null ? null : (await documentsOfRefund(tx, orgId, refund.id)).creditNote;
  const { catalogVersion, onTestClock, now } = organization;
  return { refund, attempt, receipt, creditNote, catalogVersion, clockAt: onTestClock ? new Date(now) : null };
}

/**
 * Moves or ends the work. It goes on if the refund failed while its credit note was issued.
 * @param to the time from which it is due; `null` if it is done
 */
async function moveWork(
  { homes, ledger, isQuiet }: DocumentDeps,
  { orgId, kind, refId }: DueWork,
  to: (time: Instant, onTestClock: boolean) => Instant | null,
): Promise<void> {
  const dueAt = await retrying(() =>
    inOrganization(homes.organizations, orgId, async (tx) => {
      const organization = await lockOrganization(tx, orgId);
      if (organization === null) throw new OrganizationMissing(orgId);
      const { time, onTestClock } = organization;
      const wanted = to(time.getTime(), onTestClock);
      const at = wanted === null && (await lacksReversal(tx, orgId, refId)) ? time.getTime() : wanted;
      await setDue(tx, { orgId, kind, refId, onTestClock, dueAt: at });
      // Nobody reads the statements of a scenario; a member who opens a kept one can still ask for them.
      if (at === null && isQuiet !== true) await expectStatements(tx, organization);
      return onTestClock ? null : at;
    }),
  );
  ledger.announce({ orgIds: [orgId], dueAt });
}

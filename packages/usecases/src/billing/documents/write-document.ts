import { claimNumber, type DocumentRow, insertDocument, markNumber } from "@scrip/db/billing";
import {
  inOrganization,
  inPlatform,
  OrganizationMissing,
  type OrganizationsTx,
  reach,
  retrying,
} from "@scrip/db/connection";
import { setDue } from "@scrip/db/due";
import { lockOrganization } from "@scrip/db/organizations";
import { type PrintedDocument, writePrinted } from "@scrip/documents/printed";
import type { DocumentKind, Numbered } from "@scrip/domain/billing/documents";
import type { Micros } from "@scrip/domain/money";
import type { DocumentDeps } from "./document-deps.ts";
import { lacksReversal } from "./lacks-reversal.ts";

/** A document that is complete but for its number and its date. */
export interface DocumentDraft {
  readonly kind: DocumentKind;
  /** What it is about: the attempt, the refund, or the month. It has one document. */
  readonly ref: string;
  readonly about: Pick<DocumentRow, "attemptId" | "refundId" | "month">;
  /** Micro-USD in whole cents; `null` for a statement. */
  readonly sums: { readonly net: Micros; readonly tax: Micros; readonly gross: Micros } | null;
  /** What the number begins with. */
  readonly prefix: string;
  /** The time of the organization's test clock; `null` without one. */
  readonly clockAt: Date | null;
  /** Puts it into words. It must not fail: a number that was given needs its document. */
  print(numbered: Numbered): PrintedDocument;
}

/**
 * Issues a document: its number and its date are claimed in the platform, then the document is written in the
 * organization, then the number is marked. Safe to repeat and to run twice at once, in any process.
 * @source docs/rules.md#document-numbers; docs/invariants.md#l27
 */
export async function writeDocument(
  { homes }: Pick<DocumentDeps, "homes">,
  orgId: string,
  draft: DocumentDraft,
): Promise<DocumentRow> {
  const { kind, ref, about, sums, prefix, clockAt } = draft;
  const claim = { orgId, kind, ref, prefix, clockAt };
  const {
    documentId: id,
    number,
    issuedAt,
  } = await retrying(() => inPlatform(homes.platform, (tx) => claimNumber(tx, claim)));
  reach("document.claimed");
  const content = writePrinted(draft.print({ number, issuedAt: issuedAt.getTime() }));
  const { net = null, tax = null, gross = null } = sums ?? {};
  const written = await retrying(() =>
    inOrganization(homes.organizations, orgId, async (tx) => {
      const document = { orgId, id, kind, number, issuedAt, ...about, net, tax, gross, content };
      return kind === "credit_note" ? insertCreditNote(tx, document) : insertDocument(tx, document);
    }),
  );
  reach("document.written");
  await retrying(() => inPlatform(homes.platform, (tx) => markNumber(tx, id, written.hash)));
  reach("document.marked");
  return written;
}

/** Writes a credit note. If its refund has failed since the draft, the work goes on with the reversal. */
async function insertCreditNote(tx: OrganizationsTx, note: Omit<DocumentRow, "hash">): Promise<DocumentRow> {
  const { orgId, refundId } = note;
  const organization = await lockOrganization(tx, orgId);
  if (organization === null) throw new OrganizationMissing(orgId);
  const written = await insertDocument(tx, note);
  if (refundId !== null && (await lacksReversal(tx, orgId, refundId))) {
    const { time, onTestClock } = organization;
    await setDue(tx, { orgId, kind: "issue_document", refId: refundId, onTestClock, dueAt: time.getTime() });
  }
  return written;
}

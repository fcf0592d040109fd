import type { AuditAction } from "./audit-actions.ts";
import type { AuditActor, AuditDetails, AuditOutcome, AuditTarget } from "./audit-entry.ts";

/** Where a call came from. */
export interface AuditOrigin {
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly requestId: string | null;
}

/** What a caller records. The log adds the number, the time and the hashes. */
export interface AuditRecord {
  readonly actor: AuditActor;
  readonly action: AuditAction;
  readonly target?: AuditTarget | null;
  readonly outcome: AuditOutcome;
  /** Where the call came from. Becomes the details `address`, `userAgent` and `requestId`. */
  readonly from?: AuditOrigin | null;
  /** Why, in the words of a person. Becomes the detail `reason`. */
  readonly reason?: string | null;
  /** Further details. Amounts are texts: micro-USD in digits. Never secrets. */
  readonly details?: AuditDetails;
}

/** The longest text of a detail, in UTF-16 code units. Longer ones are cut. */
export const LONGEST_DETAIL = 500;

/**
 * The details of a record as the log stores them: origin, reason and further details in one flat object. Absent values
 * are left out. Texts lose what PostgreSQL cannot store (NUL, lone surrogates) and what is beyond the longest length, so
 * that the stored text is exactly the hashed one.
 * @returns `null` if there are none
 * @throws RangeError for a number that is not a safe integer: other numbers have more than one text
 * @source docs/audit.md#details
 */
export function auditDetailsOf({ from, reason, details }: AuditRecord): AuditDetails | null {
  const all = {
    address: from?.address ?? null,
    userAgent: from?.userAgent ?? null,
    requestId: from?.requestId ?? null,
    reason: reason ?? null,
    ...details,
  };
  const stored = Object.entries(all).flatMap(([key, value]) => (value === null ? [] : [[key, storable(key, value)]]));
  return stored.length === 0 ? null : Object.fromEntries(stored);
}

function storable(key: string, value: string | number | boolean): string | number | boolean {
  if (typeof value === "string") return value.slice(0, LONGEST_DETAIL).toWellFormed().replaceAll("\0", "\uFFFD");
  if (typeof value === "number" && !Number.isSafeInteger(value))
    throw new RangeError(`the audit detail ${key} is ${value}: write a number that is not a safe integer as text`);
  return value;
}

import type { RefusalCode } from "@scrip/domain/ledger";

/** Codes of refusals that come before the ledger's rules. */
export type RequestCode =
  | "bad_input"
  | "unauthenticated"
  | "scope_missing"
  | "foreign_page"
  | "development_only"
  | "organization_required"
  | "test_clock_refused"
  | "clock_after_entries"
  | "not_on_test_clock"
  | "name_taken"
  | "too_many_requests"
  | "busy"
  | "unavailable"
  | "not_found"
  | "internal";

/** What an error carries beside its sentence, under `data.scrip`. */
export interface ErrorData {
  readonly code: RefusalCode | RequestCode;
  /** The figures behind a refusal; for `bad_input` the fields that are wrong. */
  readonly details: Readonly<Record<string, unknown>>;
  /** When a new try may succeed; `null` where the same call will be refused again. */
  readonly retryAfterMs: number | null;
  /** To be quoted to the operators. */
  readonly requestId: string | null;
}

/** A field that is wrong and what is allowed. */
export interface FieldProblem {
  readonly path: string;
  readonly message: string;
}

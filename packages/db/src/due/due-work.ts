import type { DueKind } from "@scrip/domain/due";

/** A piece of due work, as its row names it. */
export interface DueWork {
  readonly orgId: string;
  readonly kind: DueKind;
  /** The id of the row that the work is about. */
  readonly refId: string;
}

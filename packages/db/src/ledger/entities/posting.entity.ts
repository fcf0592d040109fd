import type { Bucket } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import { checks, countColumn, microsColumn } from "../../connection/columns.ts";
import { withinOrganization } from "../../connection/foreign-keys.ts";
import { organizationEntity } from "../../connection/home-entity.ts";

/**
 * One move of credit, the `n`-th of its entry, unless it is stored in the entry itself. Inserted, never saved and never
 * updated. The view `postings` has all of them.
 */
export interface PostingRow {
  orgId: string;
  seq: number;
  n: number;
  fromBucket: Bucket;
  toBucket: Bucket;
  amount: Micros;
  grantId: string | null;
  /** Set if and only if one of the buckets is `held`. */
  holdId: string | null;
  debtId: string | null;
}

export const PostingEntity = organizationEntity<PostingRow>({
  name: "posting",
  tableName: "further_postings",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "postings_pkey" },
    seq: { ...countColumn, primary: true, primaryKeyConstraintName: "postings_pkey" },
    n: { type: "smallint", primary: true, primaryKeyConstraintName: "postings_pkey" },
    fromBucket: { type: "text", update: false },
    toBucket: { type: "text", update: false },
    amount: { ...microsColumn, update: false },
    grantId: { type: "uuid", nullable: true, update: false },
    holdId: { type: "uuid", nullable: true, update: false },
    debtId: { type: "uuid", nullable: true, update: false },
  },
  indices: [{ name: "postings_debt_idx", columns: ["orgId", "debtId"], where: "debt_id IS NOT NULL" }],
  foreignKeys: [
    withinOrganization("postings_entry_fkey", "entry", "seq", "seq"),
    withinOrganization("postings_grant_fkey", "grant", "grantId"),
    withinOrganization("postings_hold_fkey", "hold", "holdId"),
    withinOrganization("postings_debt_fkey", "debt", "debtId"),
  ],
  checks: checks("postings_amount", "postings_moves", "postings_hold", "postings_debt"),
});

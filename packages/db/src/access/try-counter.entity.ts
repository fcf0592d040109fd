import { checks, hashColumn, instantColumn } from "../connection/columns.ts";
import { platformEntity } from "../connection/home-entity.ts";

/** The tries of one name in a window of time. */
export interface TryCounterRow {
  /** The SHA-256 of the name: it may contain an e-mail address. */
  name: Buffer;
  tries: number;
  endsAt: Date;
}

export const TryCounterEntity = platformEntity<TryCounterRow>({
  name: "tryCounter",
  tableName: "try_counters",
  columns: {
    name: { ...hashColumn, primary: true, primaryKeyConstraintName: "try_counters_pkey" },
    tries: { type: "integer" },
    endsAt: instantColumn,
  },
  indices: [{ name: "try_counters_ends_idx", columns: ["endsAt"] }],
  checks: checks("try_counters_name_size", "try_counters_tries"),
});

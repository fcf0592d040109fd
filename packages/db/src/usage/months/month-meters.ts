import type { Id, Instant, OrgId } from "@scrip/domain/ledger";
import type { MonthMeter } from "@scrip/domain/usage/months";
import { parseCanonicalPrice } from "@scrip/domain/usage/prices";
import { binaryArrays } from "../../connection/binary-array.ts";
import type { Query } from "../../connection/query.ts";

/** All meters of a resource in a month: its start, in UTC. */
export type MonthOfResource = readonly [orgId: OrgId, resource: string, month: Instant];

/** A month meter with its organization. */
export interface FoundMonth {
  readonly orgId: OrgId;
  readonly meter: MonthMeter;
}

/**
 * Reads month meters: all of a resource in a month, and those that are named. Without any of them it makes no round trip.
 */
export async function findMonthMeters(
  query: Query,
  months: readonly MonthOfResource[],
  ids: readonly (readonly [orgId: OrgId, id: Id])[] = [],
): Promise<FoundMonth[]> {
  if (months.length + ids.length === 0) return [];
  const values = [...binaryArrays(["uuid", "text", "timestamptz"], months), ...binaryArrays(["uuid", "uuid"], ids)];
  const rows = await query({ name: "ledger-load-months", text: MONTHS, values });
  return (rows as unknown as MonthRow[]).map(({ orgId, ...row }) => ({ orgId, meter: toMonthMeter(row) }));
}

/** A row of a month meter, whose numbers are text. */
interface MonthRow {
  readonly orgId: OrgId;
  readonly id: Id;
  readonly counts: MonthMeter["counts"];
  readonly resource: string;
  readonly month: Date;
  readonly price: string;
  readonly quantity: string;
  readonly charged: string;
  readonly fallen: string;
  readonly legs: number;
  readonly isClosed: boolean;
}

function toMonthMeter({ month, price, quantity, charged, fallen, ...row }: Omit<MonthRow, "orgId">): MonthMeter {
  return {
    ...row,
    month: month.getTime(),
    price: parseCanonicalPrice(price),
    quantity: BigInt(quantity),
    charged: BigInt(charged),
    fallen: BigInt(fallen),
  };
}

/** LATERAL finds rows by their keys, as in `lock_and_load_heads`. */
const MONTHS = `
  SELECT m.org_id AS "orgId", m.id, m.counts, m.resource, m.month, m.price, m.quantity::text, m.charged::text,
    m.fallen::text, m.legs, m.is_closed AS "isClosed" FROM (
    SELECT r.* FROM unnest($1::uuid[], $2::text[], $3::timestamptz[]) AS a (org_id, resource, month)
      CROSS JOIN LATERAL (SELECT * FROM month_meters
        WHERE org_id = a.org_id AND resource = a.resource AND month = a.month OFFSET 0) AS r
    UNION ALL
    SELECT r.* FROM unnest($4::uuid[], $5::uuid[]) AS a (org_id, id)
      CROSS JOIN LATERAL (SELECT * FROM month_meters WHERE org_id = a.org_id AND id = a.id LIMIT 1) AS r) AS m`;

import type { Micros } from "@scrip/domain/money";
import type { Query } from "../../connection/query.ts";

/** A charge of a meter. */
export interface MeterCharge {
  readonly id: string;
  readonly amount: Micros;
}

/** Reads the charges of a meter of storage that took something, the last one first. */
export async function meterCharges(query: Query, orgId: string, meterId: string): Promise<MeterCharge[]> {
  const rows = await query({ text: CHARGES, values: [orgId, meterId] });
  return rows.map(({ id, amount }) => ({ id: String(id), amount: BigInt(String(amount)) }));
}

const CHARGES = `
  SELECT id, amount::text FROM metered_charges c
  WHERE org_id = $1 AND meter = 'storage' AND meter_id = $2 AND c.amount > 0 ORDER BY leg DESC`;

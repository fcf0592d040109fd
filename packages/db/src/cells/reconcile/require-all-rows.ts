import type { Query } from "../../connection/query.ts";
import { CellNotComparable } from "./cell-not-comparable.ts";

/**
 * Row-level security would hide organizations from an owner without the right to bypass it, and they would seem lost.
 * @throws CellNotComparable
 */
export async function requireAllRows(query: Query, cell: string): Promise<void> {
  const [row] = await query({
    text: "SELECT row_security_active('organizations') AS hidden, current_user::text AS owner",
    values: [],
  });
  if (row?.hidden === true)
    throw new CellNotComparable(
      `The owner ${String(row.owner)} does not see all organizations of the cell ${cell}. Run as an administrator: ALTER ROLE ${String(row.owner)} BYPASSRLS`,
    );
}

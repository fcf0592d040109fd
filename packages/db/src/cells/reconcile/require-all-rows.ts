import type { Query } from "../../connection/query.ts";
import { rightsToCopy } from "../owner-rights.ts";
import { CellNotComparable } from "./cell-not-comparable.ts";

/**
 * Row-level security would hide organizations from an owner without the right to bypass it, and they would seem lost.
 * @throws CellNotComparable
 */
export async function requireAllRows(query: Query, cell: string): Promise<void> {
  const [row] = await query({
    text: "SELECT row_security_active('organizations') AS hidden",
    values: [],
  });
  if (row?.hidden !== true) return;
  const { owner, statements } = await rightsToCopy(query);
  throw new CellNotComparable(
    `The owner ${owner} does not see all organizations of the cell ${cell}. Run as an administrator: ${statements.join("; ")}`,
  );
}

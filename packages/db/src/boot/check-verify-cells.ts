import { isAway } from "../connection/in-home.ts";
import { queryRows } from "../connection/query-rows.ts";
import { StartupError } from "../connection/startup-error.ts";
import type { VerifyCell, VerifyCells } from "../connection/verify-cells.ts";
import { checkVerifyRole, requireLesserRole } from "./lesser-role.ts";

/**
 * Checks the role that reads all organizations, and that each address leads to the cell that it names. A cell with a name
 * that does not answer is left out.
 * @throws StartupError
 */
export async function checkVerifyCells({ cells, platform }: VerifyCells): Promise<void> {
  if (cells.every(({ pool }) => pool !== platform)) await requireLesserRole(platform);
  await Promise.all(
    cells.map((cell) =>
      checkVerifyCell(cell).catch((error: unknown) => {
        if (cell.name === null || !isAway(error)) throw error;
      }),
    ),
  );
}

/** Checks the role in one cell, and the name of the cell. @throws StartupError */
export async function checkVerifyCell({ name, pool }: VerifyCell): Promise<void> {
  await checkVerifyRole(pool);
  if (name === null) return;
  const [cell] = await queryRows<{ name: string }>(pool, "SELECT name FROM cell");
  if (cell?.name === name) return;
  const is = cell === undefined ? "a database without a name" : `the cell ${cell.name}`;
  throw new StartupError(`The address of the cell ${name} leads to ${is}. Correct SCRIP_CELLS.`);
}

import { isTransient, OrganizationMoved, TransientError } from "./errors.ts";
import type { CellSource, OrganizationsSource, OrganizationsTx, PlatformSource, PlatformTx } from "./home-source.ts";
import type { Query } from "./query.ts";
import { unlessItHangs } from "./unless-it-hangs.ts";

/**
 * Runs a unit of work in one transaction of the organizations' home, in the cell where the organization lives. The
 * transaction sees this organization only. The scope ends with the transaction, so the next user of the connection does
 * not see the organization (G2).
 * @param unit receives the cell too, for what a process remembers of it
 * @source docs/rules.md#two-homes
 */
export function inOrganization<Result>(
  organizations: OrganizationsSource,
  orgId: string,
  unit: (tx: OrganizationsTx, cell: CellSource) => Promise<Result>,
): Promise<Result> {
  return organizations.route(orgId, (cell) =>
    cell.transaction(async (tx) => {
      const [entered] = await tx.query<[{ movedTo: string | null }]>(ENTER, [orgId]);
      if (entered.movedTo !== null) throw new OrganizationMoved(orgId, entered.movedTo);
      return unit(tx, cell);
    }),
  );
}

const ENTER = 'SELECT enter_organization($1) AS "movedTo"';

/**
 * Runs a unit of work in one transaction of a cell. The transaction sees no organization's rows. It sees only the tables
 * that are common to all: the copies of the catalog, and in the worker's role due work.
 */
export function acrossOrganizations<Result>(
  cell: CellSource,
  unit: (tx: OrganizationsTx) => Promise<Result>,
): Promise<Result> {
  return cell.transaction(unit);
}

/**
 * Reads something in every cell at once.
 * @param ifAway `leave_out` leaves out the cells that do not answer, unless none does; `throw` throws their error
 * @param onAway receives the name of each cell that is left out
 * @returns one result for each cell, in the order of the cells
 */
export async function inEveryCell<Result>(
  { cells }: OrganizationsSource,
  read: (cell: CellSource) => Promise<Result>,
  { ifAway, onAway }: { readonly ifAway: "leave_out" | "throw"; readonly onAway?: (cell: string) => void },
): Promise<Result[]> {
  const readIn = ifAway === "throw" ? read : (cell: CellSource) => unlessItHangs(cell.watch, () => read(cell));
  const settled = await Promise.allSettled(cells.map(readIn));
  const failures = settled.filter((each) => each.status === "rejected").map(({ reason }) => reason as unknown);
  for (const failure of failures) if (ifAway === "throw" || !isAway(failure)) throw failure;
  if (failures.length === cells.length) throw failures[0];
  settled.forEach(({ status }, index) => {
    if (status === "rejected") onAway?.(cells[index]?.cell ?? "");
  });
  return settled.filter((each) => each.status === "fulfilled").map(({ value }) => value);
}

/** Whether an error says that a cell does not answer. */
export function isAway(error: unknown): boolean {
  return error instanceof TransientError || isTransient(error);
}

/**
 * Runs a unit of work in one transaction of any cell, the first one that answers: for tasks of the platform, which wait in
 * the queue of a cell.
 * @throws the error of the last cell if none answers
 */
export async function inAnyCell<Result>(
  { cells }: OrganizationsSource,
  unit: (tx: OrganizationsTx) => Promise<Result>,
): Promise<Result> {
  let failure: unknown = new Error("There are no cells.");
  // A cell that is known to be away may take long to fail.
  for (const cell of cells.toSorted((a, b) => Number(b.serves()) - Number(a.serves()))) {
    try {
      return await acrossOrganizations(cell, unit);
    } catch (error) {
      if (!isAway(error)) throw error;
      failure = error;
    }
  }
  throw failure;
}

/**
 * Runs a unit of work in one transaction of the platform's home.
 * @source docs/rules.md#two-homes
 */
export function inPlatform<Result>(
  platform: PlatformSource,
  unit: (tx: PlatformTx) => Promise<Result>,
): Promise<Result> {
  return platform.transaction(unit);
}

/** The statements of a transaction as the ledger sends them, for a command that is a part of the transaction. */
export function queryOf(tx: OrganizationsTx): Query {
  return ({ text, values }) => tx.query(text, [...values]);
}

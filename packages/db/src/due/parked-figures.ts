import type { DueKind, PlatformDueKind } from "@scrip/domain/due";
import type { OrganizationsSource, PlatformSource } from "../connection/home-source.ts";
import { inEveryCell } from "../connection/in-home.ts";

/** How much work of one kind is parked. */
export interface ParkedFigure<Kind> {
  readonly kind: Kind;
  readonly parked: number;
}

/** @param worker of the worker's role, which alone sees due work across organizations */
export async function parkedFigures(worker: OrganizationsSource): Promise<readonly ParkedFigure<DueKind>[]> {
  const lists = await inEveryCell(
    worker,
    (cell) =>
      cell.query<ParkedFigure<DueKind>[]>(
        "SELECT kind, count(*)::int AS parked FROM due WHERE parked_at IS NOT NULL GROUP BY kind ORDER BY kind",
      ),
    { ifAway: "leave_out" },
  );
  const total = new Map<DueKind, number>();
  for (const { kind, parked } of lists.flat()) total.set(kind, (total.get(kind) ?? 0) + parked);
  return [...total].map(([kind, parked]) => ({ kind, parked }));
}

export async function parkedPlatformFigures(
  platform: PlatformSource,
): Promise<readonly ParkedFigure<PlatformDueKind>[]> {
  return platform.query(
    "SELECT kind, count(*)::int AS parked FROM platform_due WHERE parked_at IS NOT NULL GROUP BY kind ORDER BY kind",
  );
}

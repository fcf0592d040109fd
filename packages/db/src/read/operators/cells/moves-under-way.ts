import type { Instant } from "@scrip/domain/ledger";
import type { OrganizationMoveRow } from "../../../cells/organization-move.entity.ts";
import type { PlatformSource } from "../../../connection/home-source.ts";

/** An organization that moves from cell to cell now. */
export interface MoveSeen
  extends Pick<OrganizationMoveRow, "orgId" | "fromCell" | "toCell" | "rowsCopied" | "rowsInAll"> {
  readonly step: Exclude<OrganizationMoveRow["step"], "clearing">;
  readonly organization: string;
  readonly startedAt: Instant;
}

const MOST_MOVES = 100;

const MOVES = `
  SELECT m.org_id AS "orgId", r.name AS organization, m.from_cell AS "fromCell", m.to_cell AS "toCell", m.step,
    m.rows_copied::float8 AS "rowsCopied", m.rows_in_all::float8 AS "rowsInAll",
    (extract(epoch FROM m.started_at) * 1000)::float8 AS "startedAt"
  FROM organization_moves m JOIN organization_registry r USING (org_id)
  WHERE m.step <> 'clearing'
  ORDER BY m.started_at, m.org_id LIMIT ${MOST_MOVES}`;

/** The moves that are under way, the oldest first, at most a hundred. */
export function movesUnderWay(platform: PlatformSource): Promise<readonly MoveSeen[]> {
  return platform.query<MoveSeen[]>(MOVES);
}

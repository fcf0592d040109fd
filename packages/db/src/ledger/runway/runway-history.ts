import type { Instant, RunwayNote } from "@scrip/domain/ledger";
import { LessThan } from "typeorm";
import type { OrganizationsTx } from "../../connection/home-source.ts";
import { RunwayHistoryEntity } from "../entities/runway-history.entity.ts";

/** Writes the runway of one time. A second note of the same time replaces the first. */
export async function writeRunwayNote(
  tx: OrganizationsTx,
  orgId: string,
  { at, state, endsAt, perHour }: RunwayNote,
): Promise<void> {
  const row = { orgId, at: new Date(at), state, endsAt: endsAt === null ? null : new Date(endsAt), perHour };
  await tx.repository(RunwayHistoryEntity).upsert(row, ["orgId", "at"]);
}

/** Deletes the notes from before an instant. */
export async function deleteRunwayNotes(tx: OrganizationsTx, orgId: string, before: Instant): Promise<void> {
  await tx.repository(RunwayHistoryEntity).delete({ orgId, at: LessThan(new Date(before)) });
}

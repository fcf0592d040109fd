import { grantLineage, grantLineageInput } from "@scrip/contract/lineage";
import { traceGrant } from "@scrip/usecases/lineage/trace-grant";
import { orgProcedure } from "../trpc/procedure.ts";
import { cursorText, readCursor } from "./grant-cursor.ts";
import { grantSeenOnWire } from "./grants-on-wire.ts";

export const lineage = orgProcedure("ledger:read")
  .input(grantLineageInput)
  .output(grantLineage)
  .query(async ({ ctx, input: { grant: id, cursor, limit } }) => {
    const before = cursor === undefined ? null : readCursor(cursor);
    const { grant, issued, lines, next } = await traceGrant(ctx.deps, ctx.caller.orgId, id, { before, limit });
    return {
      ...grantSeenOnWire(grant),
      issued,
      charges: lines.map(({ charge, ...line }) => ({ ...line, charge: charge && { ...charge, charge: charge.id } })),
      next: next === null ? null : cursorText(next),
    };
  });

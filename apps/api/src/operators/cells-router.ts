import { cellsAnswer, listCellsInput } from "@scrip/contract/operators/cells";
import { cellsSeen } from "@scrip/db/read/operators/cells/cells-seen";
import { operatorProcedure } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";

export const cellsRouter = router({
  /** The cells of the deployment: their organizations, load and due work, and whether this process reaches them. */
  list: operatorProcedure("operators:look", "page")
    .input(listCellsInput)
    .output(cellsAnswer)
    .query(async ({ ctx: { deps } }) => {
      const { cells, moves } = await cellsSeen(deps.pages, deps.homes.platform, deps.cellStates ?? (() => []));
      return {
        cells,
        moves: moves.map(({ orgId, fromCell, toCell, ...move }) => ({
          ...move,
          org: orgId,
          from: fromCell,
          to: toCell,
        })),
      };
    }),
});

import { z } from "zod";
import { orgIdOut } from "../wire/ids.ts";
import { instantOut } from "../wire/time.ts";

/** The input of `operators.cells.list`. */
export const listCellsInput = z.strictObject({}).optional().meta({ description: "Nothing." });

const cellName = z.string().meta({ description: "The name of a cell." });

const cellReport = z
  .object({
    at: instantOut,
    organizations: z.int().meta({ description: "The organizations that live there." }),
    entriesPerSecond: z.number().meta({ description: "Entries that its ledgers wrote, a second." }),
    oldestDueAt: instantOut.nullable().meta({ description: "Since when its oldest work is due; null if none is." }),
    schemaVersion: z.string().nullable().meta({ description: "The last migration that it has." }),
  })
  .meta({ description: "What the workers last reported of a cell." });

const cellSeen = z
  .object({
    name: cellName.nullable().meta({ description: "Null in a deployment that names no cells." }),
    state: z.enum(["open", "draining"]).meta({ description: "New organizations go to open cells." }),
    isFirst: z.boolean().meta({ description: "Whether it is the first cell, which was there before the others." }),
    epoch: z.int().nullable().meta({ description: "The greatest epoch that is known; null without a name." }),
    condition: z.enum(["serving", "away", "refused", "unknown"]).meta({
      description:
        "`away`: it does not answer this process. `refused`: it answers and may not serve. `unknown`: this process has no address for it.",
    }),
    why: z.string().nullable().meta({ description: "Why this process does not serve it; null if it does." }),
    report: cellReport.nullable().meta({ description: "Null before the first report." }),
  })
  .meta({ description: "A cell." });

const moveSeen = z
  .object({
    org: orgIdOut,
    organization: z.string().meta({ description: "The name of the organization." }),
    from: cellName,
    to: cellName,
    startedAt: instantOut,
    step: z.enum(["copying", "switching"]),
    rowsCopied: z.int(),
    rowsInAll: z.int().meta({ description: "0 while it is not counted." }),
  })
  .meta({ description: "An organization that moves from cell to cell." });

/** The output of `operators.cells.list`. */
export const cellsAnswer = z
  .object({
    cells: z.array(cellSeen).readonly().meta({ description: "The first cell first." }),
    moves: z.array(moveSeen).readonly().meta({ description: "Moves that are under way, the oldest first." }),
  })
  .meta({ description: "The cells of the deployment, and the organizations that move between them." });

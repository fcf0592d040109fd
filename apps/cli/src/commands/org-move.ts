import type { Moved, MoveProgress } from "@scrip/db/cells/move";
import type { Command } from "commander";
import { cellUrlsOf } from "../cell-urls.ts";
import { verifyOrganization } from "../cells/verify-organization.ts";
import type { Console } from "../console.ts";
import { CouldNotRun } from "../could-not-run.ts";
import { ownerDatabaseUrl } from "../running-database.ts";
import { organizationId } from "./key-arguments.ts";

export function addOrgMove(org: Command, console: Console): void {
  org
    .command("move")
    .summary("move an organization to another cell while it is in use")
    .description(
      "Copies the organization to the cell, checks the copy, and switches. Its commands wait for a moment during the\n" +
        "switch; none is lost. If it is interrupted, run it again: it ends the move.\n" +
        "docs/scale-out.md says more.\n" +
        "Exit code: 0 if it moved, 1 if the ledger does not add up afterwards, 2 if it did not move.",
    )
    .argument("<org>", "the organization, such as org_01...", organizationId)
    .argument("<cell>", "the name of the cell to which it moves")
    .option("--json", "print one JSON object")
    .action((orgId: string, cell: string, options: { json?: true }) => move(console, { orgId, cell, ...options }));
}

interface MoveRequest {
  readonly orgId: string;
  readonly cell: string;
  readonly json?: true;
}

async function move(console: Console, { orgId, cell, json }: MoveRequest): Promise<void> {
  const moved = await moveWith(console, orgId, cell);
  const { findings, orgId: _, ...rest } = moved;
  if (json) console.out(JSON.stringify({ org: `org_${orgId}`, ...rest, findings }));
  else console.out(inWords(moved));
  if (findings.length > 0) console.exitWith(1);
}

/** Moves an organization, with a progress bar. @throws CouldNotRun if it did not move; the message says why */
export async function moveWith(console: Console, orgId: string, to: string): Promise<Moved> {
  const platformUrl = ownerDatabaseUrl(console.env);
  const cellUrls = await cellUrlsOf(console.env, platformUrl);
  if (cellUrls === undefined)
    throw new CouldNotRun(
      "SCRIP_CELLS is not set: name the cells with their addresses, as for the API and the worker.",
    );
  const { CopyDiffers, moveOrganization, MoveRefused } = await import("@scrip/db/cells/move");
  const progress = console.showProgress("move", 1);
  let shown = 0;
  const onProgress = ({ rows, rowsInAll }: MoveProgress): void => {
    progress.setTotal(Math.max(1, rowsInAll));
    progress.advance(rows - shown);
    shown = rows;
  };
  try {
    return await moveOrganization({ platformUrl, cellUrls }, { orgId, to, onProgress, verify: verifyOrganization });
  } catch (error) {
    if (error instanceof MoveRefused || error instanceof CopyDiffers) throw new CouldNotRun(error.message);
    throw error;
  } finally {
    progress.stop();
  }
}

function inWords({ orgId, from, to, rows, standstillMs, findings }: Moved): string {
  const waited =
    standstillMs === null
      ? "An earlier move had switched it already."
      : `${rows} rows were copied; its commands waited ${standstillMs} ms.`;
  const lines = [`org_${orgId} moved from ${from} to ${to}. ${waited}`];
  if (findings.length > 0) lines.push("The ledger does not add up:", ...findings.map((finding) => `  ${finding}`));
  return lines.join("\n");
}

import type { Command } from "commander";
import type { Console } from "../console.ts";
import { withPlatform } from "./with-platform.ts";

export function addCellsRemove(cells: Command, console: Console): void {
  cells
    .command("remove")
    .summary("take an empty cell off the list")
    .description(
      "Takes a cell off the list, once it is drained. Its database stays as it is, with the archives of the organizations\n" +
        "that left it. The first cell cannot be removed.",
    )
    .argument("<name>", "the name of the cell")
    .action((name: string) => remove(console, name));
}

async function remove(console: Console, name: string): Promise<void> {
  const { removeCell } = await import("@scrip/db/cells");
  await withPlatform(console, (platform) => removeCell(platform, name));
  console.note(
    `${name} is off the list. Take it out of SCRIP_CELLS, restart the processes one after another, and then`,
  );
  console.note("stop its server. Keep a base backup: it has the archives of the organizations that left it.");
}

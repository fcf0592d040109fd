import type { Command } from "commander";
import type { Console } from "../console.ts";
import { addCellsAdd } from "./cells-add.ts";
import { addCellsDrain } from "./cells-drain.ts";
import { addCellsList } from "./cells-list.ts";
import { addCellsReconcile } from "./cells-reconcile.ts";
import { addCellsRemove } from "./cells-remove.ts";

export function addCells(program: Command, console: Console): void {
  const cells = program
    .command("cells")
    .summary("add, list, drain, reconcile and remove the databases of organizations")
    .description(
      "Adds, lists, drains, reconciles and removes cells: databases that each hold many organizations\n" +
        "(docs/scale-out.md).\n" +
        "It connects as the owner: DATABASE_URL is the platform's database, and SCRIP_CELLS has the addresses of the\n" +
        "cells. An address without a login gets that of DATABASE_URL.",
    );
  addCellsAdd(cells, console);
  addCellsList(cells, console);
  addCellsDrain(cells, console);
  addCellsReconcile(cells, console);
  addCellsRemove(cells, console);
}

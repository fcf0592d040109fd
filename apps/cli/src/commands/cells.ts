import type { Command } from "commander";
import type { Console } from "../console.ts";
import { addCellsAdd } from "./cells-add.ts";
import { addCellsList } from "./cells-list.ts";
import { addCellsRemove } from "./cells-remove.ts";

export function addCells(program: Command, console: Console): void {
  const cells = program
    .command("cells")
    .summary("add, list, drain and remove the databases of organizations")
    .description(
      "Adds, lists, drains and removes cells: databases that each hold many organizations (docs/scale-out.md).\n" +
        "It connects as the owner: DATABASE_URL is the platform's database, and SCRIP_CELLS has the addresses of the\n" +
        "cells. An address without a login gets that of DATABASE_URL.",
    );
  addCellsAdd(cells, console);
  addCellsList(cells, console);
  addCellsRemove(cells, console);
}

import type { Command } from "commander";
import type { Console } from "../console.ts";
import { addOperatorCreate } from "./operator-create.ts";
import { addOperatorList } from "./operator-list.ts";
import { addOperatorRemove } from "./operator-remove.ts";

export function addOperator(program: Command, console: Console): void {
  const operator = program
    .command("operator")
    .summary("make, list and remove operators of the platform")
    .description(
      "Makes, lists and removes operators of the platform. Only this command can.\n" +
        "It connects as the database's owner: DATABASE_URL, else the database of a running `npm start`.",
    );
  addOperatorCreate(operator, console);
  addOperatorList(operator, console);
  addOperatorRemove(operator, console);
}

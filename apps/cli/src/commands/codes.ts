import type { Command } from "commander";
import type { Console } from "../console.ts";
import { addCodesCreate } from "./codes-create.ts";
import { addCodesEnd } from "./codes-end.ts";
import { addCodesList } from "./codes-list.ts";

export function addCodes(program: Command, console: Console): void {
  const codes = program
    .command("codes")
    .summary("make redeem codes, and list and end their campaigns")
    .description("Makes redeem codes, as the database's owner. A campaign says what its codes give, and to whom.");
  addCodesCreate(codes, console);
  addCodesList(codes, console);
  addCodesEnd(codes, console);
}

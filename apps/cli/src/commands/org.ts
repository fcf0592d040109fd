import type { Command } from "commander";
import type { Console } from "../console.ts";
import { addOrgMove } from "./org-move.ts";

export function addOrg(program: Command, console: Console): void {
  const org = program
    .command("org")
    .summary("move an organization to another cell")
    .description(
      "Acts on one organization. `scrip orgs` lists organizations with their ids.\n" +
        "It connects as the owner: DATABASE_URL is the platform's database, and SCRIP_CELLS has the addresses of the\n" +
        "cells. An address without a login gets that of DATABASE_URL.",
    );
  addOrgMove(org, console);
}

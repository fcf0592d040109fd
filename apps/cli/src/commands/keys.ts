import type { Command } from "commander";
import type { Console } from "../console.ts";
import { addKeysCreate } from "./keys-create.ts";
import { addKeysList } from "./keys-list.ts";
import { addKeysRevoke } from "./keys-revoke.ts";

export function addKeys(program: Command, console: Console): void {
  const keys = program
    .command("keys")
    .summary("make, list and revoke the keys of services")
    .description(
      "Makes, lists and revokes the keys of services.\nThis needs the owner's database: DATABASE_URL, or a running `npm start`.",
    );
  addKeysCreate(keys, console);
  addKeysList(keys, console);
  addKeysRevoke(keys, console);
}

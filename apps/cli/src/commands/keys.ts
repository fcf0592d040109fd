import type { Command } from "commander";
import type { Console } from "../console.ts";
import { addKeysCreate } from "./keys-create.ts";
import { addKeysList } from "./keys-list.ts";
import { addKeysRevoke } from "./keys-revoke.ts";

export function addKeys(program: Command, console: Console): void {
  const keys = program
    .command("keys")
    .summary("create, list and revoke service keys")
    .description(
      "Creates, lists and revokes the keys that services call the API with.\n" +
        "It connects as the database's owner: DATABASE_URL, else the database of a running `npm start`.",
    );
  addKeysCreate(keys, console);
  addKeysList(keys, console);
  addKeysRevoke(keys, console);
}

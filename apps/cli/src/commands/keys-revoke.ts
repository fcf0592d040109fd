import type { Command } from "commander";
import type { Console } from "../console.ts";
import { CouldNotRun } from "../could-not-run.ts";
import { keyId } from "./key-arguments.ts";
import { withOwner } from "./with-owner.ts";

export function addKeysRevoke(keys: Command, console: Console): void {
  keys
    .command("revoke")
    .summary("revoke a key")
    .description("Revokes a key: the API refuses it from now on.")
    .argument("<id>", "the key's id, such as key_01985c2e-…", keyId)
    .option("--json", "print one JSON object")
    .action((id: string, { json }: { json?: true }) => revoke(console, id, json === true));
}

async function revoke(console: Console, id: string, json: boolean): Promise<void> {
  const { revokeServiceKey } = await import("@scrip/db/access");
  const isThere = await withOwner(console, (owner) => revokeServiceKey(owner.platform, id));
  if (!isThere) throw new CouldNotRun(`There is no key key_${id}. \`scrip keys list\` shows all keys.`);
  if (json) console.out(JSON.stringify({ id: `key_${id}`, revoked: true }));
  else console.note(`The key key_${id} is revoked.`);
}

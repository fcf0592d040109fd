import { newSigningKey } from "@scrip/verify/signed-heads";
import type { Command } from "commander";
import type { Console } from "../console.ts";
import { requireNew, writeNew } from "../verify/files.ts";

export function addSigningKey(program: Command, console: Console): void {
  program
    .command("signing-key")
    .summary("create a key that signs lists of heads")
    .description(
      "Creates a pair of Ed25519 keys for `verify --sign` and `--against`: the private key in FILE, which only you\n" +
        "may read, and the public key in FILE.pub. People who can change the database must not have the private key.\n" +
        "Give the public key to the people who check.",
    )
    .argument("<file>", "the new file for the private key")
    .option("--json", "print one JSON object")
    .action((file: string, { json }: { json?: true }) => make(console, file, json === true));
}

async function make({ out, note }: Console, file: string, json: boolean): Promise<void> {
  const publicFile = `${file}.pub`;
  for (const name of [file, publicFile]) requireNew(name);
  const { privatePem, publicPem, fingerprint } = newSigningKey();
  writeNew(file, privatePem, 0o600);
  writeNew(publicFile, publicPem);
  if (json) out(JSON.stringify({ key: fingerprint, file, publicFile }));
  else note(`The private key is in ${file}, the public key in ${publicFile}. The fingerprint is ${fingerprint}.`);
}

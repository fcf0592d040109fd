import { newSigningKey } from "@scrip/verify/signed-heads";
import type { Command } from "commander";
import type { Console } from "../console.ts";
import { requireNew, writeNew } from "../verify/files.ts";

export function addSigningKey(program: Command, console: Console): void {
  program
    .command("signing-key")
    .summary("make a key that signs lists of heads")
    .description(
      "Makes a pair of Ed25519 keys for `verify --sign` and `--against`: the private one in FILE, which only you may\n" +
        "read, the public half in FILE.pub. Keep the private one away from whoever may change the database, and give\n" +
        "the public half to whoever checks.",
    )
    .argument("<file>", "the new file for the private key")
    .option("--json", "print one JSON object")
    .action((file: string, { json }: { json?: true }) => make(console, file, json === true));
}

async function make({ out, tell }: Console, file: string, json: boolean): Promise<void> {
  const publicFile = `${file}.pub`;
  for (const name of [file, publicFile]) requireNew(name);
  const { privatePem, publicPem, fingerprint } = newSigningKey();
  writeNew(file, privatePem, 0o600);
  writeNew(publicFile, publicPem);
  if (json) out(JSON.stringify({ key: fingerprint, file, publicFile }));
  else tell(`The private key is in ${file}, its public half in ${publicFile}. Its fingerprint is ${fingerprint}.`);
}

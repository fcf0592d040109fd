import { ScripError } from "@scrip/client";
import { Command, CommanderError } from "commander";
import { addDue } from "./commands/due.ts";
import { addKeys } from "./commands/keys.ts";
import { addReplay } from "./commands/replay.ts";
import { addSigningKey } from "./commands/signing-key.ts";
import { addTrace } from "./commands/trace.ts";
import { addVerify } from "./commands/verify.ts";
import type { Console, Outside } from "./console.ts";
import { CouldNotRun } from "./could-not-run.ts";

/**
 * Runs one command of `scrip`.
 * @param args what follows `scrip` on the command line
 * @returns the exit code: 0 done, 1 something was found, 2 it could not run
 */
export async function runProgram(args: readonly string[], outside: Outside): Promise<number> {
  let exitCode = 0;
  const console: Console = {
    ...outside,
    exitWith: (code) => {
      exitCode = code;
    },
  };
  try {
    await programOf(console).parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    return failed(error, console);
  }
}

function programOf(console: Console): Command {
  const program = new Command("scrip")
    .description("Scrip's command line, for operators.")
    .helpCommand(true)
    .showHelpAfterError("(add --help for what is possible)")
    // Before the subcommands, which take it over.
    .exitOverride()
    .configureOutput({
      writeOut: (text) => console.out(text.trimEnd()),
      writeErr: (text) => console.tell(text.trimEnd()),
    });
  for (const add of [addReplay, addVerify, addSigningKey, addTrace, addKeys, addDue]) add(program, console);
  return program;
}

function failed(error: unknown, { tell }: Console): number {
  // Help that was asked for; what commander refuses it has explained itself.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof CouldNotRun) {
    tell(error.message);
    return error.exitCode;
  }
  if (error instanceof ScripError)
    tell(`${error.message} (${error.code}${error.requestId === null ? "" : `, request ${error.requestId}`})`);
  else tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return 2;
}

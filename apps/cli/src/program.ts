import { ScripError } from "@scrip/client";
import { Command, CommanderError } from "commander";
import { addBalance } from "./commands/balance.ts";
import { addCatalog } from "./commands/catalog.ts";
import { addCells } from "./commands/cells.ts";
import { addCodes } from "./commands/codes.ts";
import { addDoctor } from "./commands/doctor.ts";
import { addDue } from "./commands/due.ts";
import { addExport } from "./commands/export.ts";
import { addGrant } from "./commands/grant.ts";
import { addImport } from "./commands/import.ts";
import { addKeys } from "./commands/keys.ts";
import { addOperator } from "./commands/operator.ts";
import { addOrg } from "./commands/org.ts";
import { addOrgs } from "./commands/orgs.ts";
import { addReplay } from "./commands/replay.ts";
import { addScenario } from "./commands/scenario.ts";
import { addSigningKey } from "./commands/signing-key.ts";
import { addSimulate } from "./commands/simulate.ts";
import { addStripe } from "./commands/stripe.ts";
import { addTrace } from "./commands/trace.ts";
import { addVerify } from "./commands/verify.ts";
import type { Console, ProgramIo } from "./console.ts";
import { CouldNotRun } from "./could-not-run.ts";

/** The commands in the order of the help: what operators do daily, then proof, then simulations. */
const COMMANDS = [
  addOrgs,
  addOrg,
  addBalance,
  addGrant,
  addExport,
  addImport,
  addCatalog,
  addCodes,
  addKeys,
  addOperator,
  addStripe,
  addCells,
  addDoctor,
  addDue,
  addVerify,
  addSigningKey,
  addReplay,
  addTrace,
  addScenario,
  addSimulate,
];

/**
 * Runs one command of `scrip`.
 * @param args the arguments after `scrip` on the command line
 * @returns the exit code: 0 for success, 1 if the command found a problem, 2 if it could not run
 */
export async function runProgram(args: readonly string[], io: ProgramIo): Promise<number> {
  let exitCode = 0;
  const console: Console = {
    ...io,
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
    .description("The command line of Scrip, for operators.")
    .helpCommand(true)
    .showHelpAfterError("(add --help to see the options)")
    // Set before the subcommands are added: they inherit it.
    .exitOverride()
    .configureOutput({
      writeOut: (text) => console.out(text.trimEnd()),
      writeErr: (text) => console.note(text.trimEnd()),
    });
  for (const add of COMMANDS) add(program, console);
  return program;
}

function failed(error: unknown, { note }: Console): number {
  // Commander has already printed the help or its error message.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof CouldNotRun) {
    note(error.message);
    return error.exitCode;
  }
  if (error instanceof ScripError)
    note(`${error.message} (${error.code}${error.requestId === null ? "" : `, request ${error.requestId}`})`);
  else note(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return 2;
}

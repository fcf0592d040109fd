/** The program of `npm run -s bench`: runs one bench by its name, and prints its figures with the machine. */
import { help, readArguments } from "./arguments.ts";
import type { Bench, BenchRequest } from "./bench.ts";
import { BENCHES } from "./benches.ts";
import { NotVerified } from "./ledger/index.ts";
import { describeMachine, machineInWords } from "./machine.ts";
import { inWords, table } from "./table.ts";

// The processes that a bench started end with this one.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(130));
process.once("disconnect", () => process.exit(130));

const command = readArguments(process.argv.slice(2), BENCHES);
if (command.kind === "help") {
  console.log(help(BENCHES));
  process.exit(0);
}
if (command.kind === "wrong") {
  console.error(`${command.problem}\n\n${help(BENCHES)}`);
  process.exit(2);
}
try {
  const isReached = await measure(command.bench, command.how, command.json);
  process.exit(isReached ? 0 : 1);
} catch (error) {
  // The message of `NotVerified` needs no stack.
  console.error(error instanceof NotVerified ? error.message : error);
  process.exit(1);
}

/** @returns whether all targets were reached */
async function measure(bench: Bench, how: Omit<BenchRequest, "say" | "onMeasured">, json: boolean): Promise<boolean> {
  const startedAt = performance.now();
  const say = (line: string): void => {
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
    process.stderr.write(`${seconds.padStart(5)} s  ${line}\n`);
  };
  const { postgres, measures } = await bench.run({ ...how, say, onMeasured: (line) => say(inWords(line)) });
  const machine = describeMachine(postgres);
  if (json) console.log(JSON.stringify({ bench: bench.name, at: new Date().toISOString(), machine, measures }));
  else console.log(`\n${machineInWords(machine)}\n\n${table(measures)}`);
  return measures.every(({ ok }) => ok !== false);
}

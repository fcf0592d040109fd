import { parseArgs } from "node:util";
import type { Bench, BenchRequest } from "./bench.ts";

/** A parsed command line. */
export type BenchCommand =
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly problem: string }
  | {
      readonly kind: "bench";
      readonly bench: Bench;
      readonly json: boolean;
      readonly how: Pick<BenchRequest, "only" | "rounds" | "size" | "quick">;
    };

const OPTIONS = {
  json: { type: "boolean", default: false },
  quick: { type: "boolean", default: false },
  only: { type: "string" },
  rounds: { type: "string" },
  size: { type: "string" },
  help: { type: "boolean", default: false, short: "h" },
} as const;

export function readArguments(args: readonly string[], benches: readonly Bench[]): BenchCommand {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    const [name, ...others] = positionals;
    if (values.help || name === undefined) return { kind: "help" };
    if (others.length > 0) throw new Error("Run one bench at a time: two at once would distort each other's figures.");
    const bench = benches.find((each) => each.name === name);
    if (bench === undefined) throw new Error(`There is no bench "${name}".`);
    const { json, quick } = values;
    return {
      kind: "bench",
      bench,
      json,
      how: { quick, ...only(bench, values.only), ...count("rounds", values.rounds), ...count("size", values.size) },
    };
  } catch (error) {
    return { kind: "wrong", problem: error instanceof Error ? error.message : String(error) };
  }
}

function only({ name, measures }: Bench, text: string | undefined): Pick<BenchRequest, "only"> {
  if (text === undefined) return {};
  const ids = text.split(",").map((id) => id.trim());
  const unknown = ids.filter((id) => !measures.some((measure) => measure.id === id));
  if (unknown.length === 0) return { only: ids };
  throw new Error(`The bench "${name}" has no measure "${unknown.join('", "')}"; it has ${idsOf(measures)}.`);
}

function count(name: "rounds" | "size", text: string | undefined): Pick<BenchRequest, "rounds" | "size"> {
  if (text === undefined) return {};
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return { [name]: number };
  throw new Error(`--${name} must be a whole number above zero; it is "${text}".`);
}

export function help(benches: readonly Bench[]): string {
  const width = Math.max(0, ...benches.map(({ name }) => name.length));
  return [
    "npm run -s bench -- NAME [--only ID,ID] [--rounds N] [--size N] [--quick] [--json]",
    "",
    ...benches.map(({ name, about, measures }) => `  ${name.padEnd(width)}   ${about}: ${idsOf(measures)}`),
    "",
    "  --only     runs only these measures     --quick   skips the long parts",
    "  --rounds   rounds of each side          --json    prints one JSON object on standard output",
    "  --size     organizations whose credit falls due at one instant",
    "",
    "A bench that needs PostgreSQL starts its own and removes it afterwards. Figures depend on the machine and its other",
    "load: close other programs, and compare only figures of one run. Exit code 1: a target was missed, or there is no result.",
  ].join("\n");
}

function idsOf(measures: Bench["measures"]): string {
  return measures.map(({ id }) => id).join(", ");
}

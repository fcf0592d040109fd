import { readFile, writeFile } from "node:fs/promises";
import type { Step } from "./step.fixture.ts";

/** A sequence that failed once, as far as it could be shrunk, and the seed that it came from. */
export interface KeptSequence {
  readonly seed: number;
  /** Kept as they are: after a change of the generator the seed would make others. */
  readonly steps: readonly Step[];
}

const FILE = new URL("./model-seeds.json", import.meta.url);

/** The sequences that are run before all others, the oldest first. */
export async function keptSequences(): Promise<KeptSequence[]> {
  const amounts = (name: string, value: unknown): unknown => (name === "amount" ? BigInt(String(value)) : value);
  return JSON.parse(await readFile(FILE, "utf8"), amounts) as KeptSequence[];
}

/** Keeps a sequence for every run from now on: commit the file with what mends it. */
export async function keepSequence(sequence: KeptSequence): Promise<void> {
  const lines = [...(await keptSequences()), sequence].map((kept) => `  ${sequenceText(kept)}`);
  await writeFile(FILE, `[\n${lines.join(",\n")}\n]\n`);
}

/** A sequence as JSON, in which amounts are digits. */
export function sequenceText(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? String(part) : part));
}

import { readFile, writeFile } from "node:fs/promises";
import type { Step } from "./step.fixture.ts";

/** A sequence that failed once, shortened as far as possible, and the seed that made it. */
export interface KeptSequence {
  /** 0 for a sequence that was written by hand. */
  readonly seed: number;
  /** The literal steps: a changed generator would make other ones from the seed. */
  readonly steps: readonly Step[];
}

const AMOUNTS = ["amount", "quantity", "size"];
const FILE = new URL("./model-seeds.json", import.meta.url);

/** Reads the sequences that run before all others, the oldest first. */
export async function keptSequences(): Promise<KeptSequence[]> {
  const isAmount = (name: string, value: unknown): boolean =>
    AMOUNTS.includes(name) || (name === "cap" && value !== null);
  const amounts = (name: string, value: unknown): unknown => (isAmount(name, value) ? BigInt(String(value)) : value);
  return JSON.parse(await readFile(FILE, "utf8"), amounts) as KeptSequence[];
}

/** Adds a sequence that every later run starts with. Commit the file with the fix. */
export async function keepSequence(sequence: KeptSequence): Promise<void> {
  const lines = [...(await keptSequences()), sequence].map((kept) => `  ${sequenceText(kept)}`);
  await writeFile(FILE, `[\n${lines.join(",\n")}\n]\n`);
}

/** A sequence as JSON, with amounts as digits. */
export function sequenceText(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? String(part) : part));
}

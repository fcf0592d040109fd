import { readFile, writeFile } from "node:fs/promises";

/** A sequence that failed once, by which fast-check makes it again. */
export interface KeptSeed {
  readonly seed: number;
  readonly path: string;
}

const FILE = new URL("./model-seeds.json", import.meta.url);

/** The sequences that are run before all others, the oldest first. */
export async function keptSeeds(): Promise<KeptSeed[]> {
  return JSON.parse(await readFile(FILE, "utf8")) as KeptSeed[];
}

/** Keeps a sequence for every run from now on: commit the file with what mends it. */
export async function keepSeed({ seed, path }: KeptSeed): Promise<void> {
  const kept = await keptSeeds();
  if (kept.some((other) => other.seed === seed && other.path === path)) return;
  const lines = [...kept, { seed, path }].map(
    (one) => `  { "seed": ${one.seed}, "path": ${JSON.stringify(one.path)} }`,
  );
  await writeFile(FILE, `[\n${lines.join(",\n")}\n]\n`);
}

import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SdkSchemas } from "./json-schema.ts";
import { SDK_VERSION } from "./sdk.ts";

const FOLDER = join(import.meta.dirname, "../node_modules/.cache/stripe-schemas");

/** The schemas of the installed SDK. They are generated once for each version of the SDK and of the generator. */
export async function cachedSchemas(): Promise<SdkSchemas> {
  const path = join(FOLDER, `${SDK_VERSION}-${generatorHash()}.json`);
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    // The compiler is large, so it is loaded only if it is needed.
    const { generate } = await import("./generate.ts");
    const schemas = generate();
    mkdirSync(FOLDER, { recursive: true });
    // Written beside it first: several test files can start at once, and one must not read what another has half written.
    const written = `${path}.${randomUUID()}`;
    writeFileSync(written, JSON.stringify(schemas));
    renameSync(written, path);
    return schemas;
  }
}

function generatorHash(): string {
  const sources = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .sort();
  const hash = createHash("sha256");
  for (const name of sources) hash.update(readFileSync(join(import.meta.dirname, name)));
  return hash.digest("hex").slice(0, 12);
}

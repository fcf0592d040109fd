import { join, resolve } from "node:path";
import { openApiDocument } from "@scrip/api/openapi";
import { pythonCalls } from "./python/python-calls.ts";

export const ROOT = resolve(import.meta.dirname, "../../..");

/** The command that writes the files. It runs in the project's root. */
export const COMMAND = "node tooling/openapi/src/main.ts";

/** The path of the document in the project. */
const DOCUMENT = join(ROOT, "docs/openapi.json");

/** Every file that is made from the procedures, with its text. */
export function generatedFiles(): ReadonlyMap<string, string> {
  const document = openApiDocument();
  return new Map([
    [DOCUMENT, `${JSON.stringify(document, null, 2)}\n`],
    [join(ROOT, "clients/python/scrip_client/calls.py"), pythonCalls(document, COMMAND)],
  ]);
}

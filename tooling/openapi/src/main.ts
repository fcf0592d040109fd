/** Writes the OpenAPI document and the calls of the Python client, which are made from the procedures. */
import { writeFileSync } from "node:fs";
import { generatedFiles } from "./files.ts";

for (const [path, text] of generatedFiles()) writeFileSync(path, text);

/** Writes the reference of procedures; with `--print`, only prints it. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../root.ts";
import { procedureReference, REFERENCE } from "./reference.ts";

const reference = await procedureReference();
if (process.argv.includes("--print")) process.stdout.write(reference);
else writeFileSync(join(root, REFERENCE), reference);

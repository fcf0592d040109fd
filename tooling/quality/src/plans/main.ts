import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../root.ts";
import { planReference, REFERENCE } from "./reference.ts";

writeFileSync(join(root, REFERENCE), planReference());

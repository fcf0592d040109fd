import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../root.ts";
import { eventReference, REFERENCE } from "./reference.ts";

writeFileSync(join(root, REFERENCE), eventReference());

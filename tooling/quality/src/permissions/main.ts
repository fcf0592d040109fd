import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../root.ts";
import { permissionReference, REFERENCE } from "./reference.ts";

writeFileSync(join(root, REFERENCE), permissionReference());

/**
 * Builds the package as it is published, and packs it for npm.
 *
 *   node main.ts [folder for the packed file]
 *
 * It prints the path of the packed file.
 */
import { resolve } from "node:path";
import { pack } from "./pack.ts";

const [folder = process.cwd()] = process.argv.slice(2);
console.log(await pack(resolve(folder)));

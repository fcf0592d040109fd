import { root } from "../root.ts";
import { arrowProblems, sourceFiles } from "./check-arrows.ts";

const problems = arrowProblems(root, sourceFiles(root));
for (const problem of problems) console.error(`${problem}\n`);
if (problems.length > 0) process.exit(1);
console.log("The arrows between rooms and features hold, and no folders import each other in a circle.");

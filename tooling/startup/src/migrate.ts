/** Prepares the database of `DATABASE_URL`, then each cell of `SCRIP_CELLS`, and ends. Production runs it before its processes. */
import { prepareCells } from "@scrip/db/boot";
import { readEnvironment } from "./environment.ts";
import { reportError } from "./report-error.ts";
import { StartupError } from "./startup-error.ts";

try {
  const { databaseUrl, roleUrls, cells } = readEnvironment(process.env);
  if (databaseUrl === undefined) throw new StartupError("DATABASE_URL must be the address of the database's owner.");
  const unprepared = await prepareCells(databaseUrl, cells, { given: roleUrls });
  console.log("The database is ready.");
  const ready = [...cells.keys()].filter((name) => !unprepared.some((cell) => cell.name === name));
  if (ready.length > 0) console.log(`These cells are ready: ${ready.join(", ")}.`);
  for (const { name, problem } of unprepared) console.error(`The cell ${name} is not ready: ${problem}`);
  if (unprepared.length > 0) process.exit(1);
} catch (error) {
  reportError(error);
  process.exit(1);
}

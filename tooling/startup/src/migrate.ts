/** Prepares the database of `DATABASE_URL` and ends. Production runs it before its processes. */
import { prepareDatabase } from "@scrip/db/boot";
import { readEnvironment } from "./environment.ts";
import { reportError } from "./report-error.ts";
import { StartupError } from "./startup-error.ts";

try {
  const { databaseUrl, roleUrls } = readEnvironment(process.env);
  if (databaseUrl === undefined) throw new StartupError("DATABASE_URL must be the address of the database's owner.");
  await prepareDatabase(databaseUrl, { given: roleUrls });
  console.log("The database is ready.");
} catch (error) {
  reportError(error);
  process.exit(1);
}

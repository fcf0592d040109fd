import type { Command } from "commander";
import type { Console } from "../console.ts";
import { addDueList } from "./due-list.ts";
import { addDueRetry } from "./due-retry.ts";

export function addDue(program: Command, console: Console): void {
  const due = program
    .command("due")
    .summary("list and retry due work that is parked")
    .description(
      "Lists due work that failed too often and is parked, and retries it once its cause is mended.\n" +
        "The database is that of WORKER_DATABASE_URL, of DATABASE_URL, or of a running `npm start`.",
    );
  addDueList(due, console);
  addDueRetry(due, console);
}

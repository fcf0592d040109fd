import type { Command } from "commander";
import type { Console } from "../console.ts";
import { addDueList } from "./due-list.ts";
import { addDueRetry } from "./due-retry.ts";

export function addDue(program: Command, console: Console): void {
  const due = program
    .command("due")
    .summary("list and retry parked due work")
    .description(
      "Due work that fails five times is parked. These commands list it, and retry it once its cause is fixed.\n" +
        "The database is WORKER_DATABASE_URL, else DATABASE_URL, else that of a running `npm start`.",
    );
  addDueList(due, console);
  addDueRetry(due, console);
}

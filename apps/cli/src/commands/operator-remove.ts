import type { Command } from "commander";
import type { Console } from "../console.ts";
import { CouldNotRun } from "../could-not-run.ts";
import { emailAddress } from "./key-arguments.ts";
import { withOwner } from "./with-owner.ts";

export function addOperatorRemove(operator: Command, console: Console): void {
  operator
    .command("remove")
    .summary("remove an operator")
    .description(
      "Removes an operator, with effect on the next request. Acts that wait for approval are withdrawn.\n" +
        "The person's account and memberships stay.",
    )
    .argument("<email>", "the operator's e-mail address", emailAddress)
    .option("--json", "print one JSON object")
    .action((email: string, { json }: { json?: true }) => remove(console, email, json === true));
}

async function remove(console: Console, email: string, json: boolean): Promise<void> {
  const { findPersonByEmail } = await import("@scrip/db/access");
  const { removeOperator } = await import("@scrip/usecases/operators/make-operator");
  const wasOperator = await withOwner(console, async ({ platform }) => {
    const person = await findPersonByEmail(platform, email);
    return person !== null && (await removeOperator(platform, person.id));
  });
  if (!wasOperator) throw new CouldNotRun(`${email} is no operator. \`scrip operator list\` shows all.`);
  if (json) console.out(JSON.stringify({ email, removed: true }));
  else console.note(`${email} is no longer an operator.`);
}

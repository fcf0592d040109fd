import Table from "cli-table3";
import type { Command } from "commander";
import type { Console } from "../console.ts";
import { withOwner } from "./with-owner.ts";

export function addOperatorList(operator: Command, console: Console): void {
  operator
    .command("list")
    .summary("list the operators")
    .description("Lists the operators, the oldest first.")
    .option("--json", "print one JSON object")
    .action((options: { json?: true }) => list(console, options));
}

async function list(console: Console, { json }: { json?: true }): Promise<void> {
  const { findPeople } = await import("@scrip/db/access");
  const { listOperators } = await import("@scrip/db/operators");
  const operators = await withOwner(console, async ({ platform }) => {
    const listed = await listOperators(platform);
    const people = await findPeople(
      platform,
      listed.map(({ personId }) => personId),
    );
    return listed.map(({ personId, madeAt }) => {
      const { name = null, email = null, hasTwoFactor = false } = people.get(personId) ?? {};
      return { person: `person_${personId}`, name, email, hasTwoFactor, since: madeAt.toISOString() };
    });
  });
  if (json) {
    console.out(JSON.stringify({ operators }));
    return;
  }
  const table = new Table({
    head: ["E-mail", "Name", "Two-factor", "Since"],
    style: { head: [], border: [], compact: true },
  });
  for (const { email, name, hasTwoFactor, since } of operators)
    table.push([email ?? "erased", name ?? "erased", hasTwoFactor ? "on" : "off", since]);
  console.out(table.toString());
}

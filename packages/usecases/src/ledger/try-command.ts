import { inOrganization, queryOf } from "@scrip/db/connection";
import type { OutcomeOf } from "@scrip/db/ledger";
import type { Command } from "@scrip/domain/ledger";
import type { Deps } from "../deps.ts";

/** Ends the transaction of a dry run, which is never committed. */
class DryRun extends Error {
  readonly outcome: OutcomeOf<Command["kind"]>;

  constructor(outcome: OutcomeOf<Command["kind"]>) {
    super("a dry run is rolled back");
    this.outcome = outcome;
  }
}

/**
 * Tries a command out: it runs in a transaction that is rolled back, so the answer is exactly what the command would get
 * at this moment.
 * @throws OrganizationMissing
 * @source docs/rules.md#dry-runs
 */
export async function tryCommand<C extends Command>(
  { homes, ledger }: Pick<Deps, "homes" | "ledger">,
  command: C,
): Promise<OutcomeOf<C["kind"]>> {
  try {
    return await inOrganization(homes.organizations, command.orgId, async (tx) => {
      throw new DryRun(await ledger.within(queryOf(tx), command, null));
    });
  } catch (error) {
    if (error instanceof DryRun) return error.outcome as OutcomeOf<C["kind"]>;
    throw error;
  }
}

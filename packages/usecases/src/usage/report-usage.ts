import type { reportUsageInput } from "@scrip/contract/usage/events";
import type { Parsed } from "@scrip/contract/wire/parsed";
import { newId } from "@scrip/db/connection";
import type { OutcomeOf } from "@scrip/db/ledger";
import { eventKey } from "@scrip/domain/usage/events";
import type { Caller, Deps } from "../deps.ts";
import { commandOf } from "../ledger/ledger-command.ts";
import { organizationNotFound } from "../refused.ts";

type ReportedEvent = Parsed<typeof reportUsageInput>["events"][number];

/** An event with its outcome. */
export interface ReportedUsage {
  readonly event: ReportedEvent;
  readonly outcome: OutcomeOf<"recordUsage">;
}

/**
 * Records usage events, each under the key of its source and name, so that a repeated call changes nothing. They are
 * decided in their order, and an event may correct an earlier one of the same call.
 * @returns an outcome for each event, in their order
 * @throws RefusedError `organization_not_found`; TransientError if an event could not be recorded now. The call may then
 *   be repeated as it is
 * @source docs/rules.md#usage-events
 */
export async function reportUsage(
  { ledger }: Pick<Deps, "ledger">,
  caller: Caller,
  events: readonly ReportedEvent[],
): Promise<readonly ReportedUsage[]> {
  const submitted = await Promise.allSettled(
    events.map(({ source, id: name, resource, quantity, eventAt, project, member, corrects }) => {
      const terms = { source, name, resource, quantity, refundId: newId() };
      const labels = { project: project ?? null, member: member ?? null };
      const when = { eventAt: eventAt ?? null, corrects: corrects ?? null };
      const command = commandOf(caller, "recordUsage", { ...terms, ...labels, ...when });
      return ledger.submit(command, eventKey(source, name));
    }),
  );
  return events.map((event, index) => {
    const result = submitted[index];
    if (result === undefined || result.status === "rejected") throw result?.reason;
    const outcome = result.value;
    if (!outcome.ok && outcome.refusal.code === "organization_not_found") throw organizationNotFound(caller.orgId);
    return { event, outcome };
  });
}

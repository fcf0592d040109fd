import { eventKey } from "../../usage/events/event-key.ts";
import type { Counted } from "../state/budget.ts";
import type { Id } from "../state/ids.ts";
import type { OrgLedger } from "../state/state.ts";
import type { Command } from "./command.ts";

/** The labels under which work counts in budgets. */
export type BudgetLabels = Pick<Counted, "project" | "member">;

const NO_LABELS: BudgetLabels = { project: null, member: null };

/**
 * The labels under which a command may count in budgets, beside those of the holds that it names.
 * @param ledger with the job of the command, or with the event that it corrects
 * @returns no labels for a command that uses no credit
 * @source docs/rules.md#budgets
 */
export function budgetLabelsOf(
  ledger: Pick<OrgLedger, "jobs" | "jobIds" | "usage" | "meters" | "storage">,
  command: Command,
): readonly BudgetLabels[] {
  switch (command.kind) {
    case "charge":
    case "startJob":
    case "startEndpoint":
      return [command];
    case "scaleEndpoint":
    case "stopEndpoint":
      return endpointOf(ledger, ledger.meters?.endpointIds.get(command.ref));
    case "settleEndpoint":
      return endpointOf(ledger, command.endpointId);
    case "settleStorage":
      return labelsOfStorage(ledger.storage);
    case "settleEpoch":
    case "finishJob":
    case "resumeJob": {
      const job = ledger.jobs.get(ledger.jobIds.get(command.ref) ?? "");
      return job === undefined ? [] : [job];
    }
    case "recordUsage": {
      const { source, corrects } = command;
      if (corrects === null) return [command];
      const chain = ledger.usage?.chains.get(ledger.usage.events.get(eventKey(source, corrects)) ?? "");
      return chain === undefined ? [] : [chain];
    }
    case "placeHold":
    case "settleMinimum":
      return [NO_LABELS];
    case "issueGrant":
    case "issueScheduled":
    case "cancelScheduled":
    case "expireGrant":
    case "settleHold":
    case "releaseHold":
    case "voidHold":
    case "expireHold":
    case "refundCharge":
    case "revokeGrant":
    case "reinstateGrant":
    case "forgiveDebt":
    case "renewSubscription":
    case "creditSubscription":
    case "setStorage":
      return [];
  }
}

function endpointOf({ meters }: Pick<OrgLedger, "meters">, id: Id | undefined): readonly BudgetLabels[] {
  const endpoint = meters?.endpoints.get(id ?? "");
  return endpoint === undefined ? [] : [endpoint];
}

/** A booking charges each project that stores a volume, and a minimum without any volume has no project. */
function labelsOfStorage(storage: OrgLedger["storage"]): readonly BudgetLabels[] {
  const projects = new Set([null, ...[...(storage?.volumes.values() ?? [])].map(({ project }) => project)]);
  return [...projects].map((project) => ({ project, member: null }));
}

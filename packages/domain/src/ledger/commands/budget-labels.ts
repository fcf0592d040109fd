import type { Counted } from "../state/budgets/index.ts";
import type { OrgLedger } from "../state/state.ts";
import type { Command } from "./command.ts";

/** The labels under which work counts in budgets. */
export type BudgetLabels = Pick<Counted, "project" | "member">;

const NO_LABELS: BudgetLabels = { project: null, member: null };

/**
 * The labels under which a command may count in budgets, beside those of the holds that it names.
 * @param ledger with the job of the command
 * @returns no labels for a command that uses no credit
 * @source docs/rules.md#budgets
 */
export function budgetLabelsOf(ledger: Pick<OrgLedger, "jobs" | "jobIds" | "meters" | "storage">, command: Command): readonly BudgetLabels[] {
  switch (command.kind) {
    case "charge":
    case "startJob":
    case "startEndpoint":
    case "recordUsage":
      return [command];
    case "scaleEndpoint":
    case "stopEndpoint": {
      const endpoint = ledger.meters?.endpoints.get(ledger.meters.endpointIds.get(command.ref) ?? "");
      return endpoint === undefined ? [] : [endpoint];
    }
    case "settleEndpoint": {
      const endpoint = ledger.meters?.endpoints.get(command.endpointId);
      return endpoint === undefined ? [] : [endpoint];
    }
    case "settleStorage":
      return labelsOfStorage(ledger.storage);
    case "settleEpoch":
    case "finishJob":
    case "resumeJob": {
      const job = ledger.jobs.get(ledger.jobIds.get(command.ref) ?? "");
      return job === undefined ? [] : [job];
    }
    case "placeHold":
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

/** A booking charges each project that stores a volume. */
function labelsOfStorage(storage: OrgLedger["storage"]): readonly BudgetLabels[] {
  const projects = new Set([...(storage?.volumes.values() ?? [])].map(({ project }) => project));
  return [...projects].map((project) => ({ project, member: null }));
}

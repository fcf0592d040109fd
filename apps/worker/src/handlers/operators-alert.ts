import { type OperatorsAlert, operatorsAlert } from "@scrip/contract/tasks/operators-alert";
import { dueSubject } from "@scrip/domain/due";
import { handle } from "../handle.ts";

/** Alerts the operators by a line of the log and a counter, which monitoring watches. Safe to run twice. */
export const operatorsAlertHandler = handle(operatorsAlert, async ({ log, metrics }, alert) => {
  log.error(sentenceOf(alert));
  metrics.alerts.inc({ about: alert.about });
  return {};
});

/** Says what failed, and how to repair it. */
function sentenceOf(alert: OperatorsAlert): string {
  switch (alert.about) {
    case "due_parked": {
      const { orgId, kind, refId, problem } = alert;
      const ref = `${dueSubject(kind)}_${refId}`;
      const what = `${kind} ${ref} of org_${orgId} failed too often and is parked: ${problem}`;
      return `alert: ${what}. Run \`scrip verify --org org_${orgId}\`, fix what it reports, then \`scrip due retry org_${orgId} ${kind} ${ref}\`.`;
    }
    case "platform_due_parked": {
      const { kind, ref, problem } = alert;
      return `alert: ${kind} ${ref} of the platform failed too often and is parked: ${problem}. Fix the cause, then \`scrip due retry platform ${kind} ${ref}\`.`;
    }
    case "job_dead": {
      const { job: task, jobId: taskId, problem } = alert;
      return `alert: the task ${task} ${taskId} failed: ${problem}. It waits in the queue "dead"; fix the cause and send it again.`;
    }
  }
}

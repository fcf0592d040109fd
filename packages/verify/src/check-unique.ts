import type { Report } from "./finding.ts";
import type { Snapshot } from "./rows.ts";

/** L13: each business key belongs to one grant, issued or scheduled, and each ref to one job. */
export function checkUnique({ grants, scheduled, jobs }: Snapshot, report: Report): void {
  const grantOf = new Map<string, string>();
  for (const { id, businessKey } of [...grants, ...scheduled]) {
    const other = grantOf.get(businessKey) ?? id;
    grantOf.set(businessKey, id);
    if (other !== id) report("L13", [`grant ${other}`, `grant ${id}`], `both have the business key "${businessKey}"`);
  }
  const jobOf = new Map<string, string>();
  for (const { id, ref } of jobs) {
    const other = jobOf.get(ref) ?? id;
    jobOf.set(ref, id);
    if (other !== id) report("L13", [`job ${other}`, `job ${id}`], `both have the ref "${ref}"`);
  }
}

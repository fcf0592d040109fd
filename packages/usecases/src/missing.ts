import { refused } from "./refused.ts";

/**
 * What was found of an organization.
 * @param name how the refusal names it, such as `charge charge_…`
 * @throws RefusedError `not_found` for `null`
 */
export function orNotFound<Found>(found: Found | null, name: string): Found {
  if (found === null) throw refused("not_found", `The organization has no ${name}.`);
  return found;
}

/**
 * What was found of a job.
 * @param job the caller's name for it
 * @throws RefusedError `job_not_found` for `null`
 */
export function orJobNotFound<Found>(found: Found | null, job: string): Found {
  if (found === null) throw refused("job_not_found", `There is no job "${job}".`, { job });
  return found;
}

import { Refused, RequestRefused } from "./refused.ts";

/**
 * What was found of an organization.
 * @param name how the refusal names it, such as `charge charge_…`
 * @throws RequestRefused `not_found` for `null`
 */
export function orNotFound<Found>(found: Found | null, name: string): Found {
  if (found === null) throw new RequestRefused("not_found", `The organization has no ${name}.`);
  return found;
}

/**
 * What was found of a job.
 * @param job the caller's name for it
 * @throws Refused `job_not_found` for `null`
 */
export function orJobNotFound<Found>(found: Found | null, job: string): Found {
  if (found === null) throw new Refused({ code: "job_not_found", message: `There is no job "${job}".`, data: { job } });
  return found;
}

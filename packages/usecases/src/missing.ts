import { refused } from "./refused.ts";

/**
 * Returns a value of an organization that may be missing.
 * @param name the value's name in the refusal, such as `charge charge_…`
 * @throws RefusedError `not_found` for `null`
 */
export function orNotFound<Found>(found: Found | null, name: string): Found {
  if (found === null) throw refused("not_found", `The organization has no ${name}.`);
  return found;
}

/**
 * Returns a value of a job that may be missing.
 * @param jobRef the caller's name for the job
 * @throws RefusedError `job_not_found` for `null`
 */
export function orJobNotFound<Found>(found: Found | null, jobRef: string): Found {
  if (found === null) throw refused("job_not_found", `There is no job "${jobRef}".`, { job: jobRef });
  return found;
}

/**
 * Returns a value of an endpoint that may be missing.
 * @param endpointRef the caller's name for the endpoint
 * @throws RefusedError `endpoint_not_found` for `null`
 */
export function orEndpointNotFound<Found>(found: Found | null, endpointRef: string): Found {
  if (found === null)
    throw refused("endpoint_not_found", `There is no endpoint "${endpointRef}".`, { endpoint: endpointRef });
  return found;
}

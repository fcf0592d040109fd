/** A service's first job, through the typed client. */
export const firstJobCode = (org: string): string => `import { createClient } from "@scrip/client";

const { SCRIP_URL: url = "", SCRIP_KEY: key = "" } = process.env;
const { jobs } = createClient({ url, key })
  .organization("${org}");

const job = "run-1";
const tenMinutes = 600_000;
await jobs.start({ job, resource: "gpu.h100-80gb", next: { untilMs: tenMinutes } });
// Ten minutes of compute time later, and so on from epoch to epoch:
const { decision } = await jobs.settleEpoch({
  job,
  quantityMs: tenMinutes,
  next: { untilMs: 2 * tenMinutes },
});`;

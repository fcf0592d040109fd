/**
 * A service that places holds, prints `holding`, and then runs until it is killed.
 *
 *   node holder.fixture.ts <url of the API> <key> <organization>
 */
import { createClient } from "@scrip/client";

const [url = "", key = "", org = ""] = process.argv.slice(2);
const acme = createClient({ url, key }).organization(org);
await acme.holds.place({ amount: 75_000_000n, ttlSeconds: 60 });
await acme.jobs.start({ job: "run", resource: "gpu.h100-80gb", next: { untilMs: 3_600_000 } });
process.stdout.write("holding\n");
setInterval(() => {}, 1000);

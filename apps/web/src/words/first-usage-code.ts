/** A service's first usage event, through the typed client. */
export const firstUsageCode = (org: string): string => `import { createClient } from "@scrip/client";

const { SCRIP_URL: url = "", SCRIP_KEY: key = "" } = process.env;
const { usage } = createClient({ url, key })
  .organization("${org}");

// 12.5 GB of traffic. The same id again changes nothing.
const { results } = await usage.report({
  events: [{ source: "edge-1", id: "flow-42", resource: "network.gb-out", quantity: "12.5" }],
});`;

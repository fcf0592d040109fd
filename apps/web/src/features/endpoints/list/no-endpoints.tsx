import { Server } from "lucide-react";
import { CodeBlock } from "../../../components/ui/code-block.tsx";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import { useOrg } from "../../../data/org.ts";

/** Shown if there are no endpoints yet. It explains how a service starts one. */
export function NoEndpoints() {
  const example = <CodeBlock label="An endpoint through the typed client" code={firstEndpointCode(useOrg().id)} />;
  return (
    <EmptyState icon={Server} title="No endpoints yet" action={example}>
      A service of the platform starts an endpoint, scales it, and asks from time to time whether it may go on:
    </EmptyState>
  );
}

const firstEndpointCode = (org: string): string => `import { createClient } from "@scrip/client";

const { SCRIP_URL: url = "", SCRIP_KEY: key = "" } = process.env;
const { endpoints } = createClient({ url, key })
  .organization("${org}");

const endpoint = "chat";
await endpoints.start({ endpoint, resource: "gpu.h100-80gb" });
// Every few minutes: whether it may go on.
const { decision } = await endpoints.get({ endpoint });
if (decision === "stop") {
  // Stop the deployment.
}`;

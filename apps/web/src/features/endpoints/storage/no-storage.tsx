import { HardDrive } from "lucide-react";
import { CodeBlock } from "../../../components/ui/code-block.tsx";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import { useOrg } from "../../../data/org.ts";

/** Shown if nothing was ever stored in the month. It explains how a service reports sizes. */
export function NoStorage() {
  const example = <CodeBlock label="A size through the typed client" code={firstVolumeCode(useOrg().id)} />;
  return (
    <div className="card">
      <EmptyState icon={HardDrive} title="Nothing is stored yet" action={example}>
        A service of the platform reports the size of a volume whenever it changes, and 0 once the volume is deleted:
      </EmptyState>
    </div>
  );
}

const firstVolumeCode = (org: string): string => `import { createClient } from "@scrip/client";

const { SCRIP_URL: url = "", SCRIP_KEY: key = "" } = process.env;
const { storage } = createClient({ url, key })
  .organization("${org}");

// GB of 10^9 bytes. The same size again changes nothing.
await storage.set({ volume: "datasets", gb: "250", project: "vision" });`;

import { Cpu, SearchX } from "lucide-react";
import { Button } from "../../../components/ui/button.tsx";
import { CodeBlock } from "../../../components/ui/code-block.tsx";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import { useOrg } from "../../../data/org.ts";

/** Shown if there are no jobs yet. It explains how a service starts one. */
export function NoJobs() {
  const example = <CodeBlock label="A job through the typed client" code={exampleFor(useOrg().id)} />;
  return (
    <EmptyState icon={Cpu} title="No jobs yet" action={example}>
      A service of the platform starts a job, reports each epoch and hears whether to go on:
    </EmptyState>
  );
}

/** Shown if no job matches the filters. */
export function NoSuchJobs({ onClear }: { readonly onClear: () => void }) {
  const action = <Button onClick={onClear}>Clear all filters</Button>;
  return (
    <EmptyState icon={SearchX} title="No job is like that" action={action}>
      Names are found by their beginning, with capitals as they are written. Take a filter away to see more.
    </EmptyState>
  );
}

const exampleFor = (org: string): string => `import { createClient } from "@scrip/client";

const { SCRIP_URL: url = "", SCRIP_KEY: key = "" } = process.env;
const { jobs } = createClient({ url, key })
  .organization("${org}");

const [job, tenMinutes] = ["run-1", 600_000];
await jobs.start({ job, resource: "gpu.h100-80gb", next: { untilMs: tenMinutes } });
// Ten minutes of compute time later, and so on from epoch to epoch:
const { decision } = await jobs.settleEpoch({
  job,
  quantityMs: tenMinutes,
  next: { untilMs: 2 * tenMinutes },
});`;

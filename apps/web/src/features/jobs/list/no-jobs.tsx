import { Cpu, SearchX } from "lucide-react";
import { Button } from "../../../components/ui/button.tsx";
import { CodeBlock } from "../../../components/ui/code-block.tsx";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import { useOrg } from "../../../data/org.ts";
import { firstJobCode } from "../../../words/first-job-code.ts";

/** Shown if there are no jobs yet. It explains how a service starts one. */
export function NoJobs() {
  const example = <CodeBlock label="A job through the typed client" code={firstJobCode(useOrg().id)} />;
  return (
    <EmptyState icon={Cpu} title="No jobs yet" action={example}>
      A service of the platform starts a job, reports each epoch, and is told whether to continue:
    </EmptyState>
  );
}

/** Shown if no job matches the filters. */
export function NoSuchJobs({ onClear }: { readonly onClear: () => void }) {
  const action = <Button onClick={onClear}>Clear all filters</Button>;
  return (
    <EmptyState icon={SearchX} title="No jobs match" action={action}>
      No job has all that was asked for. Remove a filter to see more.
    </EmptyState>
  );
}

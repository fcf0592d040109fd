import { Cpu, SearchX } from "lucide-react";
import { Button } from "../../../components/ui/button.tsx";
import { CodeBlock } from "../../../components/ui/code-block.tsx";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import { TextLink } from "../../../components/ui/text-link.tsx";
import { useOrg } from "../../../data/org.ts";
import { firstJobCode } from "../../../words/first-job-code.ts";

/** Shown if there are no jobs yet. It explains how a service starts one. */
export function NoJobs() {
  const { id: org } = useOrg();
  const example = (
    <div className="flex flex-col gap-4">
      <CodeBlock label="A job through the typed client" code={firstJobCode(org)} />
      <p>
        <TextLink to="/o/$org/jobs/estimate" params={{ org }} isAlone>
          What would a job cost?
        </TextLink>
      </p>
    </div>
  );
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

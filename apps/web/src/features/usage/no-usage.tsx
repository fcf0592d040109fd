import { ChartColumn } from "lucide-react";
import { CodeBlock } from "../../components/ui/code-block.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { useOrg } from "../../data/org.ts";
import { firstUsageCode } from "../../words/first-usage-code.ts";

/** Shown if nothing was used in the last days. It explains how usage comes here. */
export function NoUsage() {
  const example = <CodeBlock label="A usage event through the typed client" code={firstUsageCode(useOrg().id)} />;
  return (
    <EmptyState icon={ChartColumn} title="No usage yet" action={example}>
      What jobs, endpoints and storage cost is added up here by resource, project, member and day. A service reports
      everything else, such as network traffic:
    </EmptyState>
  );
}

import { createFileRoute } from "@tanstack/react-router";
import { EndpointsSection } from "../../../../features/endpoints/list/endpoints-section.tsx";

export const Route = createFileRoute("/o/$org/endpoints/")({ component: EndpointsAndStorage });

/** The work that is metered without jobs. */
function EndpointsAndStorage() {
  return (
    <div className="flex flex-col gap-8">
      <EndpointsSection />
    </div>
  );
}

import { createFileRoute } from "@tanstack/react-router";
import { EndpointsSection } from "../../../../features/endpoints/list/endpoints-section.tsx";
import { readStorageSearch } from "../../../../features/endpoints/storage/storage-search.ts";
import { StorageSection } from "../../../../features/endpoints/storage/storage-section.tsx";

export const Route = createFileRoute("/o/$org/endpoints/")({
  validateSearch: readStorageSearch,
  component: EndpointsAndStorage,
});

/** The work that is metered without jobs. */
function EndpointsAndStorage() {
  return (
    <div className="flex flex-col gap-8">
      <EndpointsSection />
      <StorageSection />
    </div>
  );
}

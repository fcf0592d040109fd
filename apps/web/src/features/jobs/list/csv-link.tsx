import { Download } from "lucide-react";
import { Button, buttonLook } from "../../../components/ui/button.tsx";
import { stringifySearch } from "../../../data/search.ts";
import type { JobsFilter, JobsOrder } from "./jobs-filter.ts";

interface JobsCsvLinkProps {
  readonly org: string;
  readonly filter: JobsFilter;
  readonly order: JobsOrder;
  readonly isEmpty: boolean;
}

/** Downloads the filtered jobs as a file, in the order of the list. */
export function JobsCsvLink({ org, filter, order, isEmpty }: JobsCsvLinkProps) {
  if (isEmpty)
    return (
      <Button icon={Download} disabledReason="There are no jobs to download.">
        CSV
      </Button>
    );
  return (
    <a href={`/download/jobs.csv${stringifySearch({ org, ...filter, ...order })}`} download className={buttonLook()}>
      <Download aria-hidden="true" size={16} strokeWidth={1.75} />
      CSV
      <span className="sr-only">, download these jobs</span>
    </a>
  );
}

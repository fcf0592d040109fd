import { Download } from "lucide-react";
import { Button, buttonLook } from "../../components/ui/button.tsx";
import { stringifySearch } from "../../data/search.ts";
import type { UsageFilter } from "./usage-query.ts";

interface UsageCsvLinkProps {
  readonly org: string;
  readonly filter: UsageFilter;
  readonly isEmpty: boolean;
}

/** Downloads the filtered usage as a file, by day and by all labels. */
export function UsageCsvLink({ org, filter, isEmpty }: UsageCsvLinkProps) {
  if (isEmpty)
    return (
      <Button icon={Download} disabledReason="There is no usage to download.">
        CSV
      </Button>
    );
  return (
    <a href={`/download/usage.csv${stringifySearch({ org, ...filter })}`} download className={buttonLook()}>
      <Download aria-hidden="true" size={16} strokeWidth={1.75} />
      CSV
      <span className="sr-only">, download this usage</span>
    </a>
  );
}

import { Download } from "lucide-react";
import { Button, buttonLook } from "../../../components/ui/button.tsx";
import { stringifySearch } from "../../../data/search.ts";
import type { ActivityFilter } from "../filter/activity-filter.ts";

interface CsvLinkProps {
  readonly org: string;
  readonly filter: ActivityFilter;
  /** Why there is nothing to download. */
  readonly disabledReason: string | undefined;
}

/** The address of the filtered history as a file. */
export const csvAddress = (org: string, filter: ActivityFilter): string =>
  `/download/activity.csv${stringifySearch({ org, ...filter })}`;

/** Downloads the filtered history as a file. */
export function CsvLink({ org, filter, disabledReason }: CsvLinkProps) {
  if (disabledReason !== undefined)
    return (
      <Button icon={Download} disabledReason={disabledReason}>
        CSV
      </Button>
    );
  return (
    <a href={csvAddress(org, filter)} download className={buttonLook()}>
      <Download aria-hidden="true" size={16} strokeWidth={1.75} />
      CSV
      <span className="sr-only">, download these entries</span>
    </a>
  );
}

import { type RefObject, useMemo } from "react";
import { stepRow } from "../../../components/ui/step-row.ts";
import { usePageKeys } from "../../../shell/page-keys.ts";

interface KeyTargets {
  readonly rows: RefObject<HTMLElement | null>;
  readonly filters: RefObject<HTMLElement | null>;
  readonly job: RefObject<HTMLInputElement | null>;
}

/** The shortcuts of the page: `j` and `k` move through the rows, `f` focuses the filters, `/` the job filter. */
export function useActivityKeys({ rows, filters, job }: KeyTargets): void {
  usePageKeys(
    useMemo(
      () => [
        { keys: ["j"], what: "Next entry", run: () => rows.current && stepRow(rows.current, 1) },
        { keys: ["k"], what: "Previous entry", run: () => rows.current && stepRow(rows.current, -1) },
        { keys: ["f"], what: "Go to the filters", run: () => filters.current?.querySelector("button")?.focus() },
        { keys: ["/"], what: "Find the entries of a job", run: () => job.current?.focus() },
      ],
      [rows, filters, job],
    ),
  );
}

import { Download, Eye, EyeOff } from "lucide-react";
import { useMemo, useRef } from "react";
import { usePageActions } from "../../../shell/page-actions.ts";
import type { ActivityFilter } from "../filter/activity-filter.ts";
import { type ActivitySearch, withHolds } from "../filter/activity-search.ts";
import { csvAddress } from "./csv-link.tsx";

interface ActivityActions {
  readonly org: string;
  readonly filter: ActivityFilter;
  readonly isEmpty: boolean;
  readonly search: ActivitySearch;
  readonly onSearch: (search: ActivitySearch) => void;
}

/** The actions of the history for the command menu: its holds and its download. */
export function useActivityActions({ org, filter, isEmpty, ...page }: ActivityActions): void {
  const latest = useRef(page);
  latest.current = page;
  const areShown = page.search.holds !== undefined;
  usePageActions(
    useMemo(() => {
      const holds = {
        key: "holds",
        label: areShown ? "Hide holds" : "Show holds",
        words: "reservations reserved released on hold",
        icon: areShown ? EyeOff : Eye,
        run: () => latest.current.onSearch(withHolds(latest.current.search, !areShown)),
      };
      const file = {
        key: "export",
        label: "Export as CSV",
        words: "download spreadsheet excel statement entries",
        icon: Download,
        run: () => location.assign(csvAddress(org, filter)),
      };
      return isEmpty ? [holds] : [holds, file];
    }, [org, filter, isEmpty, areShown]),
  );
}

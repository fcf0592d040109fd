import { useQueries } from "@tanstack/react-query";
import { ReceiptText, SearchX } from "lucide-react";
import { Button } from "../../../components/ui/button.tsx";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import { dayOf } from "../../../data/days.ts";
import { useNow } from "../../../data/now.tsx";
import { useOrg } from "../../../data/org.ts";
import { trpcClient } from "../../../data/trpc.ts";
import { filterOf } from "../filter/activity-filter.ts";
import {
  type ActivitySearch,
  type Filter,
  filtersOf,
  withoutFilter,
  withoutFilters,
} from "../filter/activity-search.ts";
import { chosenWords, FILTER_WORDS } from "../filter/filter-words.ts";

interface NothingFoundProps {
  readonly search: ActivitySearch;
  readonly onSearch: (search: ActivitySearch) => void;
}

/** Shown if the history has no lines. If filters are the reason, it offers to clear those that help. */
export function NothingFound({ search, onSearch }: NothingFoundProps) {
  const filters = filtersOf(search);
  if (filters.length === 0)
    return (
      <EmptyState icon={ReceiptText} title="No credit history found">
        Credit that is added, used or expires will be a line here. The first line is the first credit: at signup, with a
        plan, by a purchase or a code.
      </EmptyState>
    );
  return <Loosen search={search} filters={filters} onSearch={onSearch} />;
}

/** Finds the filters without which there would be a line. */
function Loosen({ search, filters, onSearch }: NothingFoundProps & { readonly filters: readonly Filter[] }) {
  const org = useOrg().id;
  const now = useNow();
  const today = dayOf(now);
  const wider = filters.map((filter) => withoutFilter(search, filter));
  const withHolds: ActivitySearch = { ...search, holds: "shown" };
  const found = useQueries({
    queries: [...wider, withHolds].map((other) => {
      const input = { org, ...filterOf(other, today), limit: 1 };
      return {
        queryKey: ["activity-any", input],
        queryFn: async () => (await trpcClient.activity.list.query(input)).lines.length > 0,
      };
    }),
    combine: (results) => results.map(({ data }) => data === true),
  });
  const helps = filters.filter((_, index) => found[index] === true);
  const filterNames = filters.map(
    (filter) => `${FILTER_WORDS[filter].toLowerCase()} “${chosenWords(search, filter, now)}”`,
  );
  return (
    <EmptyState
      icon={SearchX}
      title="No credit history found"
      action={
        <div className="flex flex-wrap justify-center gap-2">
          {helps.map((filter) => (
            <Button key={filter} onClick={() => onSearch(withoutFilter(search, filter))}>
              Without {FILTER_WORDS[filter].toLowerCase()} “{chosenWords(search, filter, now)}”
            </Button>
          ))}
          {found.at(-1) === true && <Button onClick={() => onSearch(withHolds)}>Show holds</Button>}
          {(helps.length === 0 || filters.length > 1) && (
            <Button onClick={() => onSearch(withoutFilters(search))}>Clear all filters</Button>
          )}
        </div>
      }
    >
      No entry has {filterNames.length === 1 ? "" : "all of "}
      {new Intl.ListFormat("en").format(filterNames)}.
    </EmptyState>
  );
}

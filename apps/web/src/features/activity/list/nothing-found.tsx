import { useQueries } from "@tanstack/react-query";
import { ReceiptText, SearchX } from "lucide-react";
import { Button } from "../../../components/ui/button.tsx";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import { useNow } from "../../../data/now.tsx";
import { useOrg } from "../../../data/org.ts";
import { trpcClient } from "../../../data/trpc.ts";
import { dayOf, filterOf } from "../filter/activity-filter.ts";
import { type ActivitySearch, type Filter, filtersOf, withoutFilter } from "../filter/activity-search.ts";
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
        Every credit that is added, reserved, spent or expires will be a line here, as soon as there is one. It begins
        with the first credit: at signup, with a plan, by a purchase or a code.
      </EmptyState>
    );
  return <Loosen search={search} filters={filters} onSearch={onSearch} />;
}

/** Finds the filters without which there would be a line. */
function Loosen({ search, filters, onSearch }: NothingFoundProps & { readonly filters: readonly Filter[] }) {
  const org = useOrg().id;
  const now = useNow();
  const today = dayOf(now);
  const helps = useQueries({
    queries: filters.map((filter) => {
      const input = { org, ...filterOf(withoutFilter(search, filter), today), limit: 1 };
      return {
        queryKey: ["activity-any", input],
        queryFn: async () => (await trpcClient.activity.list.query(input)).lines.length > 0,
      };
    }),
    combine: (results) => filters.filter((_, index) => results[index]?.data === true),
  });
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
          {(helps.length === 0 || filters.length > 1) && (
            <Button onClick={() => onSearch({})}>Clear all filters</Button>
          )}
        </div>
      }
    >
      No entry has {filterNames.length === 1 ? "" : "all of "}
      {new Intl.ListFormat("en").format(filterNames)}.
    </EmptyState>
  );
}

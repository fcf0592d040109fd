import { DateFilter } from "../../components/filter/date-filter.tsx";
import { Button } from "../../components/ui/button.tsx";
import { FilterChip } from "../../components/ui/filter-chip.tsx";
import { useFacets } from "../../data/facets.ts";
import { useOrg } from "../../data/org.ts";
import { resourceWords } from "../../words/resource-words.ts";
import { isNarrowed, type UsageFilterName, type UsageSearch, withoutFilters } from "./usage-search.ts";

interface UsageFiltersProps {
  readonly search: UsageSearch;
  /** `isTyped` for a change while typing: it replaces the last step of the history instead of adding one. */
  readonly onSearch: (search: UsageSearch, how?: { isTyped: boolean }) => void;
}

/** The filters of the page. Their values are in the address. */
export function UsageFilters({ search, onSearch }: UsageFiltersProps) {
  const { data: facets } = useFacets(useOrg().id);
  const one = (label: string, part: UsageFilterName, known: readonly string[] | undefined) => {
    const { [part]: chosen, ...others } = search;
    // A value from the address is an option even if it is unknown.
    const values = [...new Set([...(known ?? []), ...(chosen === undefined ? [] : [chosen])])];
    return (
      <FilterChip
        label={label}
        isSingle
        options={values.map((value) => ({ value, label: part === "resource" ? resourceWords(value) : value }))}
        values={chosen === undefined ? [] : [chosen]}
        onChange={([next]) => onSearch(next === undefined ? others : { ...others, [part]: next })}
      />
    );
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: not every browser can lay out a fieldset as a row.
    <div role="group" aria-label="Filters" className="flex min-w-0 max-w-full flex-1 flex-wrap items-center gap-2">
      <DateFilter
        label="Used"
        days={search}
        onChange={(days, isTyped) => {
          const { range: _range, from: _from, to: _to, ...others } = search;
          onSearch({ ...others, ...days }, { isTyped });
        }}
      />
      {one("Resource", "resource", facets?.resources)}
      {one("Project", "project", facets?.projects)}
      {one("Member", "member", facets?.members)}
      {isNarrowed(search) && (
        <Button look="plain" onClick={() => onSearch(withoutFilters(search))}>
          Clear all
        </Button>
      )}
    </div>
  );
}

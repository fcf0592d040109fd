import { Search } from "lucide-react";
import { DateFilter } from "../../../components/filter/date-filter.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { Field } from "../../../components/ui/field.tsx";
import { FilterChip } from "../../../components/ui/filter-chip.tsx";
import { TextInput } from "../../../components/ui/text-input.tsx";
import { useDebouncedText } from "../../../components/ui/use-debounced-text.ts";
import { useFacets } from "../../../data/facets.ts";
import { useOrg } from "../../../data/org.ts";
import { resourceWords } from "../../../words/resource-words.ts";
import { isNarrowed, type JobsSearch, onlySet, STATE_GROUPS, type StateGroup, withoutFilters } from "./jobs-search.ts";

interface JobsFiltersProps {
  readonly search: JobsSearch;
  /** `isTyped` for a change while typing: it replaces the last step of the history instead of adding one. */
  readonly onSearch: (search: JobsSearch, how?: { isTyped: boolean }) => void;
}

const STATE_OPTIONS = STATE_GROUPS.map((value) => ({
  value,
  label: ({ running: "Running", paused: "Paused", ended: "Ended" } satisfies Record<StateGroup, string>)[value],
}));

/** The filters of the list of jobs. Their values are in the address. */
export function JobsFilters({ search, onSearch }: JobsFiltersProps) {
  const { data: facets } = useFacets(useOrg().id);
  const one = (label: string, part: "project" | "member" | "resource", known: readonly string[] | undefined) => {
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
  const { state, ...rest } = search;
  return (
    // biome-ignore lint/a11y/useSemanticElements: not every browser can lay out a fieldset as a row.
    <div role="group" aria-label="Filters" className="flex min-w-0 flex-1 flex-wrap items-center gap-2">
      <NameFilter search={search} onSearch={onSearch} />
      <FilterChip
        label="State"
        options={STATE_OPTIONS}
        values={state ?? []}
        onChange={(next) => onSearch(next.length === 0 ? rest : { ...rest, state: next })}
      />
      {one("Project", "project", facets?.projects)}
      {one("Member", "member", facets?.members)}
      {one("Resource", "resource", facets?.resources)}
      <DateFilter
        label="Started"
        days={search}
        onChange={(days, isTyped) => {
          const { range: _range, from: _from, to: _to, ...others } = search;
          onSearch(onlySet({ ...others, ...days }), { isTyped });
        }}
      />
      {isNarrowed(search) && (
        <Button look="plain" onClick={() => onSearch(withoutFilters(search))}>
          Clear all
        </Button>
      )}
    </div>
  );
}

function NameFilter({ search, onSearch }: JobsFiltersProps) {
  const { name = "", ...others } = search;
  const { text, change } = useDebouncedText(name, (next) =>
    onSearch(next === "" ? others : { ...others, name: next }, { isTyped: true }),
  );
  return (
    <div className="w-full tablet:w-60">
      <Field label="Job" isLabelHidden>
        <TextInput
          type="search"
          icon={Search}
          placeholder="Job"
          value={text}
          onChange={(next) => change(next, false)}
          onKeyDown={({ key }) => key === "Enter" && change(text, true)}
        />
      </Field>
    </div>
  );
}

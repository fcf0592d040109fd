import type { Ref } from "react";
import { DateFilter } from "../../../components/filter/date-filter.tsx";
import { FilterChip } from "../../../components/ui/filter-chip.tsx";
import { Switch } from "../../../components/ui/switch.tsx";
import { useFacets } from "../../../data/facets.ts";
import { useOrg } from "../../../data/org.ts";
import { resourceWords } from "../../../words/resource-words.ts";
import { type ActivitySearch, FILTERS, type Filter, KIND_GROUPS, withHolds, withoutFilter } from "./activity-search.ts";
import { FILTER_WORDS, KIND_GROUP_WORDS } from "./filter-words.ts";
import { JobFilter } from "./job-filter.tsx";

export interface FilterProps {
  readonly search: ActivitySearch;
  /** `isTyped` for a change while typing: it replaces the last step of the history instead of adding one. */
  readonly onSearch: (search: ActivitySearch, isTyped?: boolean) => void;
}

interface FilterFieldsProps extends FilterProps {
  readonly jobRef?: Ref<HTMLInputElement>;
}

const KINDS = KIND_GROUPS.map((value) => ({ value, label: KIND_GROUP_WORDS[value] }));

/** The filters of the history, each as a chip, and the switch for holds. */
export function FilterFields(props: FilterFieldsProps) {
  return (
    <>
      {FILTERS.map((filter) => (
        <FilterField key={filter} filter={filter} {...props} />
      ))}
      <HoldsSwitch {...props} />
    </>
  );
}

function HoldsSwitch({ search, onSearch }: FilterProps) {
  return (
    <Switch
      label="Show holds"
      isOn={search.holds !== undefined}
      onChange={(isOn) => onSearch(withHolds(search, isOn))}
    />
  );
}

function FilterField({ filter, search, onSearch, jobRef }: FilterFieldsProps & { readonly filter: Filter }) {
  const facets = useFacets(useOrg().id).data;
  const set = (part: Partial<ActivitySearch>, isTyped = false) =>
    onSearch({ ...withoutFilter(search, filter), ...part }, isTyped);
  if (filter === "job")
    return (
      <JobFilter
        job={search.job ?? ""}
        onChange={(job) => set(job === "" ? {} : { job })}
        {...(jobRef !== undefined && { inputRef: jobRef })}
      />
    );
  if (filter === "kind")
    return (
      <FilterChip
        label={FILTER_WORDS.kind}
        options={KINDS}
        values={search.kind ?? []}
        onChange={(kind) => set(kind.length === 0 ? {} : { kind: KIND_GROUPS.filter((group) => kind.includes(group)) })}
      />
    );
  if (filter === "date") return <DateFilter days={search} onChange={set} />;
  const chosen = search[filter];
  const names = facets?.[`${filter}s`] ?? [];
  // An unknown name from the address stays an option, so that a person can see and clear it.
  const all = chosen === undefined || names.includes(chosen) ? names : [chosen, ...names];
  return (
    <FilterChip
      label={FILTER_WORDS[filter]}
      options={all.map((name) => ({ value: name, label: filter === "resource" ? resourceWords(name) : name }))}
      values={chosen === undefined ? [] : [chosen]}
      isSingle
      onChange={([name]) => set(name === undefined ? {} : { [filter]: name })}
    />
  );
}

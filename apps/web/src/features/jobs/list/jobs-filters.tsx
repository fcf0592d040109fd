import { Search } from "lucide-react";
import { Button } from "../../../components/ui/button.tsx";
import { Field } from "../../../components/ui/field.tsx";
import { FilterChip } from "../../../components/ui/filter-chip.tsx";
import { TextInput } from "../../../components/ui/text-input.tsx";
import { useDebouncedText } from "../../../components/ui/use-debounced-text.ts";
import { useFacets } from "../../../data/facets.ts";
import { useOrg } from "../../../data/org.ts";
import { resourceWords } from "../../../words/resource-words.ts";
import { isNarrowed, type JobsSearch, STATE_GROUPS, type StateGroup } from "./jobs-search.ts";

interface JobsFiltersProps {
  readonly search: JobsSearch;
  /** What is typed replaces the last step back, what is chosen makes one. */
  readonly onSearch: (search: JobsSearch, how?: { isTyped: boolean }) => void;
}

const STATE_OPTIONS = STATE_GROUPS.map((value) => ({
  value,
  label: ({ running: "Running", paused: "Paused", ended: "Ended" } satisfies Record<StateGroup, string>)[value],
}));

/** What narrows the jobs; all of it is in the address. */
export function JobsFilters({ search, onSearch }: JobsFiltersProps) {
  const { data: facets } = useFacets(useOrg().id);
  const one = (label: string, part: "project" | "member" | "resource", known: readonly string[] | undefined) => {
    const { [part]: chosen, ...others } = search;
    // What the address names is an option even when it is not known.
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
    // biome-ignore lint/a11y/useSemanticElements: a fieldset can not be a row of a grid everywhere.
    <div role="group" aria-label="Filters" className="flex flex-wrap items-center gap-2">
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
      {isNarrowed(search) && (
        <Button look="plain" onClick={() => onSearch({})}>
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
      <Field label="Name begins with" isLabelHidden>
        <TextInput
          type="search"
          icon={Search}
          placeholder="Name begins with"
          value={text}
          onChange={(next) => change(next, false)}
          onKeyDown={({ key }) => key === "Enter" && change(text, true)}
        />
      </Field>
    </div>
  );
}

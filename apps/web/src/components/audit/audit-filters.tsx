import { AUDIT_ACTIONS, type AuditAction } from "@scrip/domain/audit-actions";
import type { AuditOutcome } from "@scrip/domain/audit-entry";
import { Search } from "lucide-react";
import { DateFilter } from "../filter/date-filter.tsx";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { FilterChip } from "../ui/filter-chip.tsx";
import { TextInput } from "../ui/text-input.tsx";
import { useDebouncedText } from "../ui/use-debounced-text.ts";
import { type AuditSearch, isNarrowed, onlySet } from "./audit-search.ts";
import { actionWords } from "./audit-words.ts";

interface AuditFiltersProps {
  readonly search: AuditSearch;
  /** Who acted, by name. */
  readonly actors: readonly { readonly id: string; readonly name: string }[];
  /** `isTyped` for a change while typing: it replaces the last step of the history instead of adding one. */
  readonly onSearch: (search: AuditSearch, how?: { isTyped: boolean }) => void;
}

const ACTION_OPTIONS = (Object.keys(AUDIT_ACTIONS) as AuditAction[]).map((value) => ({
  value,
  label: actionWords(value),
}));

const OUTCOMES: readonly { readonly value: AuditOutcome; readonly label: string }[] = [
  { value: "done", label: "Done" },
  { value: "denied", label: "Denied" },
];

/** The filters of the audit log. Their values are in the address. */
export function AuditFilters({ search, actors, onSearch }: AuditFiltersProps) {
  const { who, action, outcome, ...rest } = search;
  const change = (next: Pick<AuditSearch, "who" | "action" | "outcome">) =>
    onSearch(onlySet({ who, action, outcome, ...rest, ...next }) as AuditSearch);
  return (
    // biome-ignore lint/a11y/useSemanticElements: not every browser can lay out a fieldset as a row.
    <div role="group" aria-label="Filters" className="flex min-w-0 flex-1 flex-wrap items-center gap-2">
      <TextFilter search={search} onSearch={onSearch} />
      <FilterChip
        label="Who"
        isSingle
        options={whoOptions(actors, who)}
        values={who === undefined ? [] : [who]}
        onChange={([next]) => change({ who: next } as AuditSearch)}
      />
      <FilterChip
        label="What"
        options={ACTION_OPTIONS}
        values={action ?? []}
        onChange={(next) => change({ action: next.length === 0 ? undefined : next } as AuditSearch)}
      />
      <FilterChip
        label="Outcome"
        isSingle
        options={OUTCOMES}
        values={outcome === undefined ? [] : [outcome]}
        onChange={([next]) => change({ outcome: next } as AuditSearch)}
      />
      <DateFilter
        days={search}
        onChange={(days, isTyped) => {
          const { range: _range, from: _from, to: _to, ...others } = search;
          onSearch({ ...others, ...days }, { isTyped });
        }}
      />
      {isNarrowed(search) && (
        <Button look="plain" onClick={() => onSearch({})}>
          Clear all
        </Button>
      )}
    </div>
  );
}

/** Everyone who acted. A value of the address is an option even if it is unknown. */
function whoOptions(actors: AuditFiltersProps["actors"], who: string | undefined) {
  const known = actors.map(({ id, name }) => ({ value: id, label: name }));
  const isKnown = who === undefined || known.some(({ value }) => value === who);
  return isKnown ? known : [...known, { value: who, label: who }];
}

function TextFilter({ search, onSearch }: Omit<AuditFiltersProps, "actors">) {
  const { text: given = "", ...others } = search;
  const { text, change } = useDebouncedText(given, (next) =>
    onSearch(next === "" ? others : { ...others, text: next }, { isTyped: true }),
  );
  return (
    <div className="w-full tablet:w-60">
      <Field label="Search the audit log" isLabelHidden>
        <TextInput
          type="search"
          icon={Search}
          placeholder="Name, address, id, reason"
          value={text}
          onChange={(next) => change(next, false)}
          onKeyDown={({ key }) => key === "Enter" && change(text, true)}
        />
      </Field>
    </div>
  );
}

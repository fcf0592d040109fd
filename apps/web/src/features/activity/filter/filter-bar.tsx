import { SlidersHorizontal } from "lucide-react";
import { type ReactNode, type Ref, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Chip } from "../../../components/ui/chip.tsx";
import { Drawer } from "../../../components/ui/drawer.tsx";
import { useIsPhone } from "../../../components/ui/use-media.ts";
import { useNow } from "../../../data/now.tsx";
import { filtersOf, withoutFilter, withoutFilters } from "./activity-search.ts";
import { FilterFields, type FilterProps } from "./filter-fields.tsx";
import { chosenWords, FILTER_WORDS } from "./filter-words.ts";

interface FilterBarProps extends FilterProps {
  /** Shown at the end of the bar. */
  readonly actions: ReactNode;
  readonly barRef: Ref<HTMLDivElement>;
  readonly jobRef: Ref<HTMLInputElement>;
}

/** The filters in a row. On a phone they are in a sheet, and the set ones appear below its button. */
export function FilterBar({ actions, barRef, jobRef, ...filters }: FilterBarProps) {
  const isPhone = useIsPhone();
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-start gap-4 max-tablet:flex-wrap max-tablet:gap-2">
        {/* biome-ignore lint/a11y/useSemanticElements: browsers lay out a fieldset in a special way. */}
        <div
          ref={barRef}
          role="group"
          aria-label="Filters"
          className="flex min-w-0 flex-1 flex-wrap items-center gap-2 max-tablet:flex-auto"
        >
          {isPhone ? <FilterSheet {...filters} /> : <FilterFields {...filters} jobRef={jobRef} />}
          <ClearAll {...filters} />
        </div>
        {actions}
      </div>
      {isPhone && <Chosen {...filters} />}
    </div>
  );
}

function ClearAll({ search, onSearch }: FilterProps) {
  if (filtersOf(search).length === 0) return null;
  return (
    <Button look="plain" onClick={() => onSearch(withoutFilters(search))}>
      Clear all
    </Button>
  );
}

/** The filters that are set, each with a button that clears it. */
function Chosen({ search, onSearch }: FilterProps) {
  const set = filtersOf(search);
  const now = useNow();
  if (set.length === 0) return null;
  return (
    <div className="flex flex-wrap gap-2">
      {set.map((filter) => (
        <Chip
          key={filter}
          label={FILTER_WORDS[filter]}
          value={chosenWords(search, filter, now)}
          onRemove={() => onSearch(withoutFilter(search, filter))}
        />
      ))}
    </div>
  );
}

function FilterSheet(props: FilterProps) {
  const [isOpen, setIsOpen] = useState(false);
  const count = filtersOf(props.search).length;
  return (
    <>
      <Button icon={SlidersHorizontal} onClick={() => setIsOpen(true)}>
        Filters
        {count > 0 && (
          <span className="text-accent figures">
            {count}
            <span className="sr-only"> set</span>
          </span>
        )}
      </Button>
      <Drawer isOpen={isOpen} onClose={() => setIsOpen(false)} title="Filters">
        <div className="flex flex-col gap-3">
          <FilterFields {...props} />
          <Button look="primary" onClick={() => setIsOpen(false)}>
            Show entries
          </Button>
        </div>
      </Drawer>
    </>
  );
}

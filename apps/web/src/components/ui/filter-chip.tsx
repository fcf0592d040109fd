import { Combobox } from "@base-ui/react/combobox";
import { Check, ChevronDown, X } from "lucide-react";
import { classes } from "./classes.ts";
import { ITEM_LOOK, LIST_LOOK } from "./floating.ts";

interface FilterOption<T extends string> {
  readonly value: T;
  readonly label: string;
}

interface FilterChipProps<T extends string> {
  /** What it filters by, such as "Project". */
  readonly label: string;
  readonly options: readonly FilterOption<T>[];
  /** The chosen values, from the address. None means all. */
  readonly values: readonly T[];
  readonly onChange: (values: T[]) => void;
  /** Whether only one value can be chosen. */
  readonly isSingle?: boolean;
}

/**
 * A filter as a chip. It shows the chosen values, opens a list that can be searched, and has a button that clears it.
 */
export function FilterChip<T extends string>({
  label,
  options,
  values,
  onChange,
  isSingle = false,
}: FilterChipProps<T>) {
  const chosen = options.filter(({ value }) => values.includes(value));
  const change = (next: readonly FilterOption<T>[]) => {
    const added = next.filter(({ value }) => !values.includes(value));
    onChange((isSingle && added.length > 0 ? added : next).map(({ value }) => value));
  };
  return (
    <span
      className={classes(
        "inline-flex h-8 max-w-full items-stretch rounded-base border bg-raised",
        chosen.length === 0 ? "border-dashed border-edge/70" : "border-edge",
      )}
    >
      <Combobox.Root
        multiple
        items={options as FilterOption<T>[]}
        value={chosen}
        onValueChange={change}
        isItemEqualToValue={(one, other) => one.value === other.value}
      >
        <Combobox.Trigger
          aria-label={chosen.length === 0 ? `${label}: all` : `${label}: ${chosen.map((one) => one.label).join(", ")}`}
          className="flex min-w-0 flex-1 items-center gap-1.5 rounded-base px-2.5 text-13 hover:bg-sunken"
        >
          <span className={chosen.length === 0 ? "text-muted" : "font-medium"}>{label}</span>
          {chosen.length > 0 && <span className="truncate text-accent">{summaryOf(chosen)}</span>}
          <ChevronDown aria-hidden="true" size={14} strokeWidth={1.75} className="ml-auto shrink-0 text-muted" />
        </Combobox.Trigger>
        <Combobox.Portal>
          <Combobox.Positioner align="start" sideOffset={4} className="z-50 outline-none">
            <Combobox.Popup aria-label={label} className={classes(LIST_LOOK, "max-w-80")}>
              <div className="sticky top-0 border-b border-line bg-raised p-1">
                <Combobox.Input
                  aria-label={`Search ${label.toLowerCase()}`}
                  placeholder="Search"
                  className="h-8 w-full rounded-small bg-transparent px-2 text-16 outline-none placeholder:text-muted tablet:text-14"
                />
              </div>
              <Combobox.Empty className="px-3 py-2 text-13 text-muted empty:hidden">No matches</Combobox.Empty>
              <Combobox.List className="p-1 empty:p-0">
                {(option: FilterOption<T>) => (
                  <Combobox.Item key={option.value} value={option} className={ITEM_LOOK}>
                    <span className="min-w-0 flex-1 truncate">{option.label}</span>
                    <Combobox.ItemIndicator>
                      <Check aria-hidden="true" size={16} strokeWidth={2} className="text-accent" />
                    </Combobox.ItemIndicator>
                  </Combobox.Item>
                )}
              </Combobox.List>
            </Combobox.Popup>
          </Combobox.Positioner>
        </Combobox.Portal>
      </Combobox.Root>
      {chosen.length > 0 && (
        <button
          type="button"
          aria-label={`Clear ${label.toLowerCase()}`}
          onClick={() => onChange([])}
          className="inline-flex w-7 shrink-0 items-center justify-center rounded-r-base border-l border-line text-muted hover:bg-sunken hover:text-text"
        >
          <X aria-hidden="true" size={14} strokeWidth={1.75} />
        </button>
      )}
    </span>
  );
}

function summaryOf(chosen: readonly { readonly label: string }[]): string {
  const [first, ...others] = chosen;
  return others.length === 0 ? (first?.label ?? "") : `${first?.label} +${others.length}`;
}

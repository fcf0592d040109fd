import { Autocomplete } from "@base-ui/react/autocomplete";
import { type LucideIcon, X } from "lucide-react";
import type { Ref } from "react";
import { classes } from "./classes.ts";
import { ITEM_LOOK, LIST_LOOK } from "./floating.ts";

interface SuggestInputProps {
  readonly label: string;
  readonly value: string;
  /** `isComplete` if a person chose a suggestion or cleared the text, so that no more typing is expected. */
  readonly onChange: (text: string, isComplete: boolean) => void;
  /** Completions of the text, which the caller looks up. */
  readonly suggestions: readonly string[];
  readonly placeholder?: string;
  readonly icon?: LucideIcon;
  readonly inputRef?: Ref<HTMLInputElement>;
}

/** A text field for a filter, with suggestions. */
export function SuggestInput(props: SuggestInputProps) {
  const { label, value, onChange, suggestions, placeholder, icon: Icon, inputRef } = props;
  return (
    <Autocomplete.Root
      mode="none"
      items={suggestions as string[]}
      value={value}
      onValueChange={(text, { reason }) => onChange(text, reason === "item-press")}
    >
      <span
        className={classes(
          "relative inline-flex h-8 min-w-0 items-stretch rounded-base border bg-raised focus-within:outline-2 focus-within:-outline-offset-1 focus-within:outline-focus",
          value === "" ? "border-dashed border-edge/70" : "border-edge",
        )}
      >
        {Icon !== undefined && (
          <Icon
            aria-hidden="true"
            size={14}
            strokeWidth={1.75}
            className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-muted"
          />
        )}
        <Autocomplete.Input
          ref={inputRef}
          aria-label={label}
          placeholder={placeholder}
          spellCheck={false}
          autoCapitalize="off"
          className={classes(
            "w-full min-w-0 rounded-base bg-transparent pr-2 text-16 outline-none placeholder:text-muted tablet:text-13",
            Icon === undefined ? "pl-2.5" : "pl-8",
          )}
        />
        {value !== "" && (
          <button
            type="button"
            aria-label={`Clear ${label.toLowerCase()}`}
            onClick={() => onChange("", true)}
            className="inline-flex w-7 shrink-0 items-center justify-center rounded-r-base border-l border-line text-muted hover:bg-sunken hover:text-text"
          >
            <X aria-hidden="true" size={14} strokeWidth={1.75} />
          </button>
        )}
      </span>
      <Autocomplete.Portal>
        <Autocomplete.Positioner align="start" sideOffset={4} className="z-50 outline-none empty:hidden">
          <Autocomplete.Popup aria-label={label} className={classes(LIST_LOOK, "max-w-96 p-1 data-empty:hidden")}>
            <Autocomplete.List>
              {(suggestion: string) => (
                <Autocomplete.Item key={suggestion} value={suggestion} className={ITEM_LOOK}>
                  <span className="min-w-0 flex-1 truncate">{suggestion}</span>
                </Autocomplete.Item>
              )}
            </Autocomplete.List>
          </Autocomplete.Popup>
        </Autocomplete.Positioner>
      </Autocomplete.Portal>
    </Autocomplete.Root>
  );
}

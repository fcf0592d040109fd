import { type LucideIcon, X } from "lucide-react";
import { type KeyboardEvent, type Ref, useId, useState } from "react";
import { classes } from "./classes.ts";
import { ITEM_LOOK } from "./floating.ts";

interface SuggestInputProps {
  readonly label: string;
  /** The text in the field. It applies only by `onApply` or `onEnter`. */
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** A person chose a suggestion or cleared the text. */
  readonly onApply: (text: string) => void;
  /** A person pressed Enter while there were no suggestions. */
  readonly onEnter: () => void;
  /** The field lost the focus. */
  readonly onLeave: () => void;
  /** Texts that the person may mean, which the caller looks up. */
  readonly suggestions: readonly string[];
  /** Shown in place of suggestions if there are none. */
  readonly emptyText?: string | undefined;
  readonly placeholder?: string;
  readonly icon?: LucideIcon;
  readonly inputRef?: Ref<HTMLInputElement>;
}

/**
 * A text field for a filter, with suggestions by the ARIA pattern of a combobox with a list. The first suggestion is
 * highlighted, so that Enter chooses it. The list does not hide the rest of the page from assistive technology.
 */
export function SuggestInput(props: SuggestInputProps) {
  const { label, value, onChange, onApply, onEnter, onLeave, suggestions, emptyText } = props;
  const { placeholder, icon: Icon, inputRef } = props;
  const id = useId();
  const [isTyping, setIsTyping] = useState(false);
  const [chosen, setChosen] = useState(0);
  const shown = isTyping ? suggestions : [];
  const current = Math.min(chosen, shown.length - 1);
  const apply = (text: string): void => {
    setIsTyping(false);
    onApply(text);
  };
  const step = (by: number): void => setChosen((current + by + shown.length) % shown.length);
  const press = (event: KeyboardEvent): void => {
    const { key } = event;
    const suggestion = shown[current];
    if (key === "Enter") {
      if (suggestion === undefined) onEnter();
      else apply(suggestion);
    } else if (key === "Escape" && isTyping) {
      // Closes only the list, and not a sheet around it.
      event.stopPropagation();
      setIsTyping(false);
    } else if (key === "ArrowDown" && suggestion !== undefined) step(1);
    else if (key === "ArrowUp" && suggestion !== undefined) step(-1);
    else return;
    event.preventDefault();
  };
  return (
    <span className="relative inline-flex min-w-0">
      <span
        className={classes(
          "relative inline-flex h-8 min-w-0 flex-1 items-stretch rounded-base border bg-raised focus-within:outline-2 focus-within:-outline-offset-1 focus-within:outline-focus",
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
        <input
          ref={inputRef}
          role="combobox"
          aria-label={label}
          aria-autocomplete="list"
          aria-expanded={shown.length > 0}
          aria-controls={id}
          aria-activedescendant={current >= 0 ? `${id}${current}` : undefined}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          placeholder={placeholder}
          value={value}
          onChange={({ target }) => {
            setIsTyping(true);
            setChosen(0);
            onChange(target.value);
          }}
          onKeyDown={press}
          onBlur={() => {
            setIsTyping(false);
            onLeave();
          }}
          className={classes(
            "w-full min-w-0 rounded-base bg-transparent pr-2 text-16 outline-none placeholder:text-muted tablet:text-13",
            Icon === undefined ? "pl-2.5" : "pl-8",
          )}
        />
        {value !== "" && (
          <button
            type="button"
            aria-label={`Clear ${label.toLowerCase()}`}
            // The field keeps the focus, so that leaving it applies nothing before the press.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => apply("")}
            className="inline-flex w-7 shrink-0 items-center justify-center rounded-r-base border-l border-line text-muted hover:bg-sunken hover:text-text"
          >
            <X aria-hidden="true" size={14} strokeWidth={1.75} />
          </button>
        )}
      </span>
      <div
        id={id}
        role="listbox"
        aria-label={label}
        className={classes("absolute top-full left-0 z-50 mt-1 w-max p-1", shown.length > 0 ? LIST_LOOK : "hidden")}
      >
        {shown.map((suggestion, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus and handles the keys.
          <div
            key={suggestion}
            id={`${id}${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === current}
            data-highlighted={index === current ? "" : undefined}
            onPointerDown={(event) => event.preventDefault()}
            onPointerMove={() => setChosen(index)}
            onClick={() => apply(suggestion)}
            className={ITEM_LOOK}
          >
            <span className="min-w-0 flex-1 truncate">{suggestion}</span>
          </div>
        ))}
      </div>
      <span role="status" className="contents">
        {isTyping && shown.length === 0 && emptyText !== undefined && (
          <span className={classes(LIST_LOOK, "absolute top-full left-0 z-50 mt-1 px-3 py-2 text-13 text-muted")}>
            {emptyText}
          </span>
        )}
      </span>
    </span>
  );
}

const LIST_LOOK =
  "max-h-88 min-w-full max-w-[min(24rem,calc(100vw-2rem))] overflow-y-auto rounded-base border border-line bg-raised " +
  "text-text shadow-float";

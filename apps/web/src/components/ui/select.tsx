import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronDown } from "lucide-react";
import { classes } from "./classes.ts";
import { ITEM_LOOK, LIST_LOOK } from "./floating.ts";
import { CONTROL_LOOK } from "./text-input.tsx";

interface SelectProps<T extends string> {
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  /** The name of the control, if no `Field` names it. */
  readonly label?: string;
}

/** A choice of one from a few values. */
export function Select<T extends string>({ value, onChange, options, label }: SelectProps<T>) {
  return (
    <Base.Root
      value={value}
      items={options as { value: T; label: string }[]}
      onValueChange={(next) => next !== null && onChange(next)}
    >
      <Base.Trigger
        aria-label={label}
        className={classes(CONTROL_LOOK, "flex items-center justify-between gap-2 text-left")}
      >
        <Base.Value className="truncate" />
        <Base.Icon>
          <ChevronDown aria-hidden="true" size={16} strokeWidth={1.75} className="text-muted" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner alignItemWithTrigger={false} sideOffset={4} className="z-50 outline-none">
          <Base.Popup className={classes(LIST_LOOK, "p-1")}>
            <Base.List>
              {options.map((option) => (
                <Base.Item key={option.value} value={option.value} className={ITEM_LOOK}>
                  <Base.ItemText className="flex-1 truncate">{option.label}</Base.ItemText>
                  <Base.ItemIndicator>
                    <Check aria-hidden="true" size={16} strokeWidth={2} className="text-accent" />
                  </Base.ItemIndicator>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

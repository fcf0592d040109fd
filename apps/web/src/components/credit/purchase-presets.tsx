import type { Catalog } from "../../data/catalog.ts";
import { classes } from "../ui/classes.ts";
import { Money } from "../ui/money.tsx";

interface PurchasePresetsProps {
  readonly purchases: Catalog["purchases"];
  /** Micro-USD in digits; `null` while no amount is chosen. */
  readonly chosen: string | null;
  readonly onChoose: (preset: string) => void;
}

/** The amounts that the platform offers. A preset with a bonus says so. */
export function PurchasePresets({ purchases: { presets, bonuses }, chosen, onChoose }: PurchasePresetsProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: not every browser can lay out a fieldset as a grid.
    <div role="group" aria-label="Amounts" className="grid grid-cols-3 gap-2">
      {presets.map((preset) => {
        const bonus = bonuses.find((each) => each.preset === preset);
        return (
          <button
            key={preset}
            type="button"
            aria-pressed={preset === chosen}
            onClick={() => onChoose(preset)}
            className={classes(
              "flex min-h-11 flex-col items-center justify-center rounded-base border px-2 py-1 text-14 font-medium",
              preset === chosen ? "border-accent bg-accent-soft text-accent" : "border-edge hover:bg-sunken",
            )}
          >
            <Money micros={preset} kind="exact" />
            {bonus !== undefined && (
              <span className="text-12 text-promo">
                <Money micros={bonus.amount} kind="exact" sign="always" /> bonus
              </span>
            )}
          </button>
        );
      })}
    </div>
  );
}

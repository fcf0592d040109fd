import type { Key } from "../../components/keys/key-words.ts";
import { classes } from "../../components/ui/classes.ts";
import { Money } from "../../components/ui/money.tsx";

/** How much of its ceiling a key has used today, as words and a bar. */
export function CeilingCell({ dailyCeiling, usedToday }: Pick<Key, "dailyCeiling" | "usedToday">) {
  if (dailyCeiling === null)
    return (
      <span className="text-muted">
        {usedToday === null || usedToday === "0" ? (
          "No ceiling"
        ) : (
          <>
            <Money micros={usedToday} /> today, no ceiling
          </>
        )}
      </span>
    );
  const used = usedToday ?? "0";
  const thousandths = Number((BigInt(used) * 1000n) / BigInt(dailyCeiling));
  const isFull = thousandths >= 1000;
  return (
    <span className="flex min-w-0 flex-col gap-1">
      <span className={classes("truncate", isFull && "text-warn")}>
        <Money micros={used} /> of <Money micros={dailyCeiling} />
        <span className="sr-only"> used today</span>
      </span>
      <span
        aria-hidden="true"
        className="flex h-1 w-full max-w-32 overflow-hidden rounded-small bg-sunken max-tablet:hidden"
      >
        <span className={isFull ? "bg-warn" : "bg-accent"} style={{ width: `${Math.min(thousandths, 1000) / 10}%` }} />
      </span>
    </span>
  );
}

import { type Micros, shares } from "@scrip/domain/money";
import { classes } from "./classes.ts";
import { Money } from "./money.tsx";

/** What a part of a bar stands for; each has its colour, the same everywhere. */
export type MeterRole = "promo" | "paid" | "reserved" | "owed" | "expiring" | "used";

export interface MeterPart {
  readonly key: string;
  readonly role: MeterRole;
  readonly label: string;
  readonly micros: string | Micros;
}

interface MeterProps {
  /** What the bar is of, such as "Credit". */
  readonly label: string;
  readonly parts: readonly MeterPart[];
  /** The parts with their amounts below the bar. */
  readonly hasLegend?: boolean;
  /** To the micro-dollar, where the parts are to add up before the eye. */
  readonly isExact?: boolean;
}

/** Amounts side by side in one bar, with what each is. The legend says the same in words; so does the bar without it. */
export function Meter({ label, parts, hasLegend = true, isExact = false }: MeterProps) {
  const thousandths = shares(parts.map(({ micros }) => BigInt(micros)));
  return (
    <figure aria-label={label} className="flex min-w-0 flex-col gap-3">
      <div aria-hidden="true" className="flex h-2 w-full gap-px overflow-hidden rounded-small bg-sunken">
        {parts.map((part, place) => {
          const share = thousandths[place] ?? 0;
          return share === 0 ? null : (
            <span
              key={part.key}
              className={classes("min-w-[3px] transition-[flex-grow] duration-300", FILLS[part.role])}
              style={{ flexGrow: share, flexBasis: 0 }}
            />
          );
        })}
      </div>
      <ul className={hasLegend ? "flex flex-wrap gap-x-6 gap-y-2" : "sr-only"}>
        {parts.map((part) => (
          <li key={part.key} className="flex items-center gap-2 text-13">
            <span aria-hidden="true" className={classes("size-2 rounded-[2px]", FILLS[part.role])} />
            <span className="text-muted">{part.label}</span>
            <Money micros={part.micros} kind={isExact ? "exact" : part.role === "owed" ? "owed" : "available"} />
          </li>
        ))}
      </ul>
    </figure>
  );
}

/** Held credit is striped: it is there, and not free. */
const FILLS: Record<MeterRole, string> = {
  promo: "bg-promo",
  paid: "bg-paid",
  reserved: "bg-held striped",
  owed: "bg-debt",
  expiring: "bg-warn",
  used: "bg-edge",
};

import { type Micros, shares } from "@scrip/domain/money";
import { classes } from "./classes.ts";
import { FineAmounts, isFine } from "./fine-amounts.ts";
import { Money } from "./money.tsx";

/** The meaning of a part of the bar. Each has the same colour everywhere. */
export type MeterRole = "promo" | "paid" | "reserved" | "owed" | "expiring" | "used";

export interface MeterPart {
  readonly key: string;
  readonly role: MeterRole;
  readonly label: string;
  readonly micros: string | Micros;
}

interface MeterProps {
  /** The name of the bar, such as "Credit". */
  readonly label: string;
  readonly parts: readonly MeterPart[];
  /** Whether a legend with the amounts is visible below the bar. */
  readonly hasLegend?: boolean;
  /** Shows amounts to the micro-dollar and with one precision, so that a reader can add them up. */
  readonly isExact?: boolean;
}

/**
 * Amounts as parts of one bar. The legend names them in words; if it is hidden, assistive technology still reads it.
 */
export function Meter({ label, parts, hasLegend = true, isExact = false }: MeterProps) {
  const thousandths = shares(parts.map(({ micros }) => BigInt(micros)));
  return (
    <figure aria-label={label} className="flex min-w-0 flex-col gap-3">
      <div aria-hidden="true" className="flex h-2 w-full gap-px overflow-hidden rounded-small bg-sunken">
        {parts.map((part, index) => {
          const share = thousandths[index] ?? 0;
          return share === 0 ? null : (
            <span
              key={part.key}
              className={classes("min-w-[3px] transition-[flex-grow] duration-300", FILLS[part.role])}
              style={{ flexGrow: share, flexBasis: 0 }}
            />
          );
        })}
      </div>
      <FineAmounts value={isExact && isFine(...parts.map(({ micros }) => micros))}>
        <ul className={hasLegend ? "flex flex-wrap gap-x-6 gap-y-2" : "sr-only"}>
          {parts.map((part) => (
            <li key={part.key} className="flex items-center gap-2 text-13">
              <span aria-hidden="true" className={classes("size-2 rounded-[2px]", FILLS[part.role])} />
              <span className="text-muted">{part.label}</span>
              <Money micros={part.micros} kind={isExact ? "exact" : part.role === "owed" ? "owed" : "available"} />
            </li>
          ))}
        </ul>
      </FineAmounts>
    </figure>
  );
}

/** Reserved credit is striped, since it exists but is not free. */
const FILLS: Record<MeterRole, string> = {
  promo: "bg-promo",
  paid: "bg-paid",
  reserved: "bg-held striped",
  owed: "bg-debt",
  expiring: "bg-warn",
  used: "bg-edge",
};

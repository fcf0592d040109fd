import type { Report } from "../finding.ts";
import type { MeterOfUse } from "./check-metered.ts";
import type { MonthsCheck } from "./check-months.ts";

/** L20: the minimum of a month is charged once, for the whole month, and in its own month meter. */
export function checkMinimum(meterId: string, months: MonthsCheck, report: Report): MeterOfUse {
  return {
    charge(charge) {
      const { id, leg, month, quantity } = charge;
      const rows = [`month meter ${meterId}`, `charge ${id}`];
      if (leg > 1) report("L20", rows, "the minimum is charged a second time");
      if (month?.meterId !== meterId || month.quantity !== quantity)
        report("L20", rows, "it is the minimum of another month meter, or of another quantity");
      months.add(charge, 0n);
    },
    end: () => {},
  };
}

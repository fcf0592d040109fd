export {
  COUNTED_BY_MONTH,
  type CountedByMonth,
  chargedNet,
  findMonthMeter,
  type MonthKey,
  type MonthMeter,
  monthPriceAt,
  newMonthMeter,
  perUnitOf,
} from "./month-meter.ts";

export { type ClockDoubt, type ClockReading, clockDoubt } from "./clock-doubt.ts";
export { monthOf, startOfMonth } from "./months.ts";

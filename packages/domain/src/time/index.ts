export { monthOf, startOfMonth } from "./months.ts";

export { eventKey } from "./event-key.ts";
export { isLate } from "./is-late.ts";
export { priceOfUsage } from "./price-of-usage.ts";
export { formatQuantity, MAX_QUANTITY, parseQuantity, QUANTITY_MESSAGES, type QuantityProblem } from "./quantity.ts";

export {
  ACCRUAL_PARTS,
  type Accrued,
  type Accruing,
  accruedAt,
  accruedUntil,
  endpointPerHour,
  unsettledMs,
} from "./accrual.ts";
export { ENDPOINT_STATES, type Endpoint, type EndpointState, STOP_REASONS, type StopReason } from "./endpoint.ts";
export { type CreditLeft, type EndpointStanding, standingOf } from "./standing.ts";

export type { SalesState } from "./sales-request.entity.ts";
export {
  eraseSalesRequestsOf,
  insertSalesRequest,
  listSalesRequests,
  type NewSalesRequest,
  type SalesRequest,
  setSalesState,
} from "./sales-requests.ts";

export { billingDetailsOf, saveBillingDetails } from "./billing-details.ts";

export { type Attention, attentionOf, type CardExpiry, cardEnd, tellExpiryAt } from "./expiry.ts";

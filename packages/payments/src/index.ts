export { type GatewaySettings, hostOf, type StripeHost } from "./connect.ts";
export { gatewayOf } from "./gateway-of.ts";
export { openGateway } from "./open-gateway.ts";

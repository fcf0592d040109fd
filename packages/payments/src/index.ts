export { type GatewaySettings, hostOf, type StripeHost } from "./connect.ts";
export { openGateway } from "./open-gateway.ts";

export { type OpenGateway, openTestGateway } from "./open-test-gateway.ts";

export { type OpenGateway, openTestGateway } from "./open-test-gateway.ts";
export { type SignedEvent, type SigningTerms, signedEvent } from "./signed-event.ts";

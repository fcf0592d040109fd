/**
 * What tRPC carries from a request to its procedure. Closed on purpose: the router's declarations name
 * this type, and a client's type check must not be led from there into the server.
 */
export interface Context {
  readonly request: unknown;
}

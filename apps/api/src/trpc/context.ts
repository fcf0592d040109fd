/**
 * The context that tRPC passes from a request to its procedures. It is opaque on purpose: the router's declarations
 * name this type, and a client's type check must not follow it into the server.
 */
export interface Context {
  readonly request: unknown;
}

/**
 * The kind of a refusal. It alone decides the HTTP status, the class of the client's error and the problem that a
 * page shows: each of them is a total record of kinds.
 */
export type RefusalKind =
  /** The input is not valid. */
  | "invalid"
  /** The caller is not known. */
  | "unauthenticated"
  /** The caller is known and may not do this. */
  | "forbidden"
  /** The thing that the request names does not exist, or belongs to another organization. */
  | "missing"
  /** The request contradicts the present state. */
  | "conflict"
  /** Credit does not cover the request. */
  | "payment"
  /** The input is valid by itself, and a rule forbids it. */
  | "unprocessable"
  /** The caller makes more requests than it may. The same request may succeed later. */
  | "limited"
  /** The service cannot answer now. The same request may succeed later. */
  | "transient";

/** The error envelope of Stripe's API, without what the server adds to each answer. */
export interface ErrorBody {
  readonly type: "api_error" | "card_error" | "idempotency_error" | "invalid_request_error";
  readonly message: string;
  readonly code?: string | undefined;
  readonly param?: string | undefined;
  readonly decline_code?: string | undefined;
  readonly advice_code?: string | undefined;
  readonly charge?: string | undefined;
  readonly payment_intent?: object | undefined;
  readonly payment_method?: object | undefined;
  readonly setup_intent?: object | undefined;
}

/** An answer that is an error. */
export class StripeError extends Error {
  override readonly name = "StripeError";
  readonly status: number;
  readonly body: ErrorBody;
  /** A failed charge is a fact that stays. Any other error undoes what the request wrote. */
  readonly keepsEffects: boolean;

  constructor(status: number, body: ErrorBody, keepsEffects = false) {
    super(body.message);
    this.status = status;
    this.body = body;
    this.keepsEffects = keepsEffects;
  }
}

/** A request that Stripe refuses: 400. */
export function invalid(message: string, more: { param?: string; code?: string } = {}): StripeError {
  return new StripeError(400, { type: "invalid_request_error", message, ...more });
}

/** An object that is not there: 404. */
export function missing(noun: string, id: string, param = "id"): StripeError {
  const body = { type: "invalid_request_error", code: "resource_missing", message: `No such ${noun}: '${id}'`, param };
  // A missing object in the path is 404; one that a parameter names is 400.
  return new StripeError(param === "id" ? 404 : 400, body as ErrorBody);
}

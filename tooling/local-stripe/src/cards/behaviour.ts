/** Why a bank declines a card or a bank account. */
export interface Decline {
  readonly code: string;
  /** Only with the code `card_declined`, and with `authentication_required`. */
  readonly declineCode?: string;
  readonly message: string;
  /** What Stripe advises: to try again later, or never. */
  readonly advice?: "confirm_card_data" | "do_not_try_again" | "try_again_later";
}

/** When the bank asks the customer to authenticate. */
export type Authentication = "never" | "unless_set_up" | "unless_off_session" | "always";

/** What a test card does. */
export interface Behaviour {
  readonly brand: string;
  readonly funding: "credit" | "debit";
  readonly country: string;
  readonly authentication: Authentication;
  /** Declines a payment, after an authentication if there is one. */
  readonly decline?: Decline;
  /** The card cannot be saved either. */
  readonly refusesSetup: boolean;
  /** The customer disputes each payment. */
  readonly dispute?: { readonly reason: string; readonly isInquiry: boolean };
}

/** What a delayed bank account does: the payment is processing for some days, and then succeeds or fails. */
export interface DelayedBehaviour {
  readonly outcome: "succeeds" | "fails" | "stays";
  readonly failure?: Decline;
}

export const DECLINES = {
  generic: {
    code: "card_declined",
    declineCode: "generic_decline",
    message: "Your card was declined.",
    advice: "try_again_later",
  },
  insufficientFunds: {
    code: "card_declined",
    declineCode: "insufficient_funds",
    message: "Your card has insufficient funds.",
    advice: "try_again_later",
  },
  lost: {
    code: "card_declined",
    declineCode: "lost_card",
    message: "Your card was declined.",
    advice: "do_not_try_again",
  },
  stolen: {
    code: "card_declined",
    declineCode: "stolen_card",
    message: "Your card was declined.",
    advice: "do_not_try_again",
  },
  fraudulent: {
    code: "card_declined",
    declineCode: "fraudulent",
    message: "Your card was declined.",
    advice: "do_not_try_again",
  },
  expired: {
    code: "expired_card",
    message: "Your card has expired.",
    advice: "do_not_try_again",
  },
  incorrectCvc: {
    code: "incorrect_cvc",
    message: "Your card's security code is incorrect.",
    advice: "confirm_card_data",
  },
  processingError: {
    code: "processing_error",
    message: "An error occurred while processing your card. Try again in a little bit.",
    advice: "try_again_later",
  },
  velocity: {
    code: "card_declined",
    declineCode: "card_velocity_exceeded",
    message: "Your card was declined for making repeated attempts too frequently or exceeding its amount limit.",
    advice: "try_again_later",
  },
  authenticationRequired: {
    code: "authentication_required",
    declineCode: "authentication_required",
    message: "Your card was declined. This transaction requires authentication.",
  },
} satisfies Record<string, Decline>;

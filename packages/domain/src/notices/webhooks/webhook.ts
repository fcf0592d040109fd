/** The most webhooks of an organization. */
export const MOST_WEBHOOKS = 20;

/** How long the earlier secret of a webhook signs beside the new one. */
export const ROTATION_MS = 24 * 3_600_000;

/** How long an ended delivery stays in the log. */
export const KEEP_DELIVERIES_MS = 30 * 24 * 3_600_000;

/** Why a webhook is off: a person switched it off, it failed for too long, or its receiver answered 410 Gone. */
export const OFF_REASONS = ["person", "failing", "gone"] as const;

/** Why a webhook is off. */
export type OffReason = (typeof OFF_REASONS)[number];

/**
 * The states of a delivery. `waiting` has a next try; `failed` has none left; `dropped` was given up, because its webhook
 * was switched off.
 */
export const DELIVERY_STATES = ["waiting", "delivered", "failed", "dropped"] as const;

/** The state of a delivery. */
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/**
 * Why a try did not succeed, other than by its status: the address is refused, the connection failed, its certificate is
 * not valid, or no answer came in time.
 */
export const ATTEMPT_PROBLEMS = ["address_refused", "connection_failed", "bad_certificate", "timed_out"] as const;

/** Why a try got no answer. */
export type AttemptProblem = (typeof ATTEMPT_PROBLEMS)[number];

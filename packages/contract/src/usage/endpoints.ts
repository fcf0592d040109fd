import type { EndpointAnswer } from "@scrip/domain/ledger";
import { ENDPOINT_STATES, STOP_REASONS } from "@scrip/domain/usage/endpoints";
import { z } from "zod";
import { commandAnswer } from "../ledger/balance.ts";
import { cursor, MAX_INTEGER } from "../wire/cursor.ts";
import { chargeIdOut, endpointIdOut } from "../wire/ids.ts";
import { amountOut, rateOut } from "../wire/money.ts";
import { commandInput, organizationInput } from "../wire/organization-input.ts";
import { priceShapeOut } from "../wire/price.ts";
import { renamed } from "../wire/renamed.ts";
import { callerRef, plainText } from "../wire/text.ts";
import { instantOut } from "../wire/time.ts";

const endpointState = z.enum(ENDPOINT_STATES);
const endpointDecision = z.enum(["continue", "stop"]).meta({ description: "What the endpoint should do now." });
const endpointReason = z.enum(STOP_REASONS).meta({
  description: "Why the endpoint is stopped; or, while it runs on into its overdraft, `insufficient_credit`.",
});

const endpointRef = callerRef.meta({ description: "The caller's name for the endpoint, unique in the organization." });

const units = z.int("must be a whole number of thousandths").max(1_000_000_000, "must be at most a million units");

/** The input of `endpoints.start`. */
export const startEndpointInput = commandInput
  .extend({
    endpoint: endpointRef,
    resource: callerRef,
    unitsMilli: units
      .min(1, "must be at least one thousandth of a unit")
      .default(1000)
      .meta({ description: "GPUs, or other units of the resource, in thousandths." }),
    project: callerRef.optional(),
    member: callerRef.optional(),
  })
  .meta({ description: "An endpoint to start, or to start again after it was stopped." });

/** The input of `endpoints.scale`. */
export const scaleEndpointInput = commandInput
  .extend({
    endpoint: endpointRef,
    resource: callerRef.optional(),
    unitsMilli: units
      .min(0, "must be at least 0")
      .optional()
      .meta({ description: "Units in thousandths. With 0 the endpoint keeps running and costs nothing." }),
  })
  .refine(({ resource, unitsMilli }) => resource !== undefined || unitsMilli !== undefined, {
    path: ["unitsMilli"],
    message: "must be given, or `resource`",
  })
  .meta({ description: "Other units or another resource for a running endpoint." });

/** The input of `endpoints.stop`. */
export const stopEndpointInput = commandInput
  .extend({ endpoint: endpointRef })
  .meta({ description: "An endpoint to stop." });

/**
 * The output of every command on an endpoint. In the ledger's answers, which are stored, `endpoint` is our id and `ref` the
 * caller's name. On the wire they are `id` and `endpoint`.
 */
export const endpointAnswer = renamed(
  commandAnswer.extend({
    endpoint: z.string(),
    id: endpointIdOut,
    resource: z.string(),
    unitsMilli: z.int(),
    rateNanos: rateOut.meta({ description: "Nano-dollars per unit and hour, until the endpoint is scaled." }),
    state: endpointState,
    decision: endpointDecision,
    reason: endpointReason.nullable(),
    missing: amountOut.nullable().meta({ description: "The credit that is missing to be above zero." }),
    charged: amountOut.meta({ description: "Charged by this command." }),
    chargedTotal: amountOut,
    becameOwed: amountOut.meta({ description: "The part of the charge that credit did not cover." }),
  }),
  ({ endpoint: endpointId, ref, rate, ...rest }: EndpointAnswer) => ({
    ...rest,
    id: endpointId,
    endpoint: ref,
    rateNanos: BigInt(rate),
  }),
).meta({ description: "An endpoint and the balance after a command on it." });

/** An endpoint as a line of a table. */
export const endpointLine = z
  .object({
    endpoint: z.string(),
    id: endpointIdOut,
    resource: z.string(),
    rateNanos: rateOut,
    priceShape: priceShapeOut
      .nullable()
      .meta({ description: "The price beyond a plain rate, which counts over the month; `rateNanos` is then 0." }),
    unitsMilli: z.int(),
    project: z.string().nullable(),
    member: z.string().nullable(),
    state: endpointState,
    decision: endpointDecision,
    reason: endpointReason.nullable(),
    missing: amountOut.nullable().meta({ description: "The credit that is missing to be above zero." }),
    createdAt: instantOut.meta({ description: "When it was started for the first time." }),
    startedAt: instantOut.meta({ description: "When it was started last." }),
    stoppedAt: instantOut.nullable(),
    settledAt: instantOut.meta({ description: "The end of the time that is charged." }),
    charged: amountOut,
    accrued: amountOut.meta({ description: "The cost of its time that is not charged yet." }),
    perHour: amountOut.meta({ description: "The cost of an hour while it runs." }),
  })
  .meta({ description: "An endpoint." });

/** The input of `endpoints.get`. */
export const getEndpointInput = organizationInput
  .extend({ endpoint: endpointRef })
  .meta({ description: "An endpoint, by the caller's name for it." });

/** The output of `endpoints.get`. */
export const endpointDetails = endpointLine
  .extend({ at: instantOut.meta({ description: "The organization's time, up to which time has accrued." }) })
  .meta({ description: "An endpoint, what it has cost, and whether it should go on." });

/** Ids of endpoints are in the order of their first starts. */
const { cursorIn, cursorOut } = cursor<{ id: string }>({
  maxLength: 36,
  write: ({ id }) => id,
  read: (text) => (UUID.test(text) ? { id: text } : null),
});
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const endpointsFilter = organizationInput.extend({
  states: z.array(endpointState).min(1).max(2).optional(),
  project: callerRef.optional(),
  member: callerRef.optional(),
  resource: callerRef.optional(),
  search: plainText(200).optional().meta({ description: "A part of the caller's name, in any case." }),
});

/** The input of `endpoints.list`. */
export const listEndpointsInput = endpointsFilter
  .extend({ cursor: cursorIn.optional(), limit: z.int().min(1).max(200).default(50) })
  .meta({ description: "A page of endpoints; parts of the filter are joined by `and`." });

/** The output of `endpoints.list`. */
export const endpointsPage = z
  .object({
    endpoints: z.array(endpointLine).readonly(),
    at: instantOut.meta({ description: "The organization's time, up to which time has accrued." }),
    next: cursorOut.nullable(),
  })
  .meta({ description: "A page of endpoints, the newest first." });

/** The input of `endpoints.sum`. */
export const sumEndpointsInput = endpointsFilter.meta({ description: "The endpoints to add up." });

/** The output of `endpoints.sum`. */
export const endpointsSum = z
  .object({
    count: z.int(),
    runningCount: z.int(),
    charged: amountOut,
    accrued: amountOut.meta({ description: "The cost of their time that is not charged yet." }),
    perHour: amountOut.meta({ description: "The cost of an hour of those that run now." }),
    at: instantOut,
  })
  .meta({ description: "The sums of the filtered endpoints." });

/** The input of `endpoints.charges`. */
export const endpointChargesInput = getEndpointInput
  .extend({
    beforeLeg: z
      .int()
      .min(1)
      .max(MAX_INTEGER)
      .optional()
      .meta({ description: "Charges before this leg; the newest charges, if not given." }),
    limit: z.int().min(1).max(500).default(100),
  })
  .meta({ description: "A page of the charges of an endpoint." });

/** The output of `endpoints.charges`. */
export const endpointCharges = z
  .object({
    charges: z
      .array(
        z.object({
          charge: chargeIdOut,
          leg: z.int(),
          seq: z.int().nullable().meta({ description: "The entry of the charge; null if nothing moved." }),
          resource: z.string(),
          rateNanos: rateOut.nullable().meta({ description: "Null for a charge by a price shape." }),
          unitsMilli: z.int(),
          from: instantOut,
          until: instantOut,
          amount: amountOut,
        }),
      )
      .readonly()
      .meta({ description: "The newest first. Each is of a time in which the terms did not change." }),
    nextLeg: z.int().nullable().meta({ description: "The `beforeLeg` of older charges; null if there are none." }),
  })
  .meta({ description: "Charges of an endpoint." });

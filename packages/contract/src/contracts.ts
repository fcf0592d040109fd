import { z } from "zod";
import { grantKind } from "./ledger/grants.ts";
import { contractIdIn, contractIdOut, orgIdIn } from "./wire/ids.ts";
import { amountIn, amountOut, rateIn, rateOut } from "./wire/money.ts";
import { commandInput } from "./wire/organization-input.ts";
import { priceShapeIn, priceShapeOut } from "./wire/price.ts";
import { catalogId, idempotencyKey, plainText } from "./wire/text.ts";
import { instantIn, instantOut } from "./wire/time.ts";

/** The most prices, values or credits of one contract. */
const MOST = 200;

const reason = plainText(500).meta({ description: "Why; the audit log keeps it." });
const every = z.enum(["once", "month"]).meta({ description: "Once at the start, or in each month from the start." });
const days = z.int().min(1).max(36_500).nullable();
const entitlementValue = z.union([z.boolean(), z.int().min(0), catalogId]).meta({
  description: 'A feature is true or false, a limit a whole number or "unlimited", a choice one of its words.',
});

function atMost<Schema extends z.ZodType<Record<string, unknown>>>(schema: Schema): Schema {
  return schema.refine((record) => Object.keys(record).length <= MOST, `must have at most ${MOST} entries`);
}

const newContract = {
  plan: catalogId.meta({ description: "A plan's id in the catalog." }),
  startsAt: instantIn.optional().meta({ description: "Now, if not given." }),
  endsAt: instantIn.optional().meta({ description: "Never, if not given." }),
  rates: atMost(z.record(catalogId, rateIn))
    .default({})
    .meta({ description: "Prices by resource. The catalog's price applies to every other resource." }),
  priceShapes: atMost(z.record(catalogId, priceShapeIn))
    .default({})
    .meta({ description: "Prices beyond a plain rate, of resources that `rates` leaves out." }),
  entitlements: atMost(z.record(catalogId, entitlementValue))
    .default({})
    .meta({ description: "Values that replace those of the plan." }),
  credits: z
    .array(
      z.strictObject({
        amount: amountIn,
        every,
        days: days.default(null).meta({ description: "Days until the credit lapses; never, if not given." }),
        kind: grantKind.default("promotional"),
      }),
    )
    .max(20)
    .default([])
    .meta({ description: "Credit that the contract gives." }),
  reason,
};

/** The input of `contracts.create`. */
export const createContractInput = commandInput
  .extend(newContract)
  .meta({ description: "A contract of an organization: its plan, prices, values and credit." });

const contractEnd = {
  contract: contractIdIn,
  at: instantIn.optional().meta({ description: "The new end. Now, if not given." }),
  reason,
};

/** The input of `contracts.end`. */
export const endContractInput = commandInput
  .extend(contractEnd)
  .meta({ description: "A contract to end, or to withdraw before its start." });

/** The input of `operators.createContract`. */
export const createContractAsOperatorInput = z
  .strictObject({ org: orgIdIn, idempotencyKey, ...newContract })
  .meta({ description: "A contract of an organization." });

/** The input of `operators.endContract`. */
export const endContractAsOperatorInput = z
  .strictObject({ org: orgIdIn, idempotencyKey, ...contractEnd })
  .meta({ description: "A contract to end." });

/** The input of `operators.contracts`. */
export const contractsOfInput = z.strictObject({ org: orgIdIn }).meta({ description: "An organization." });

/** A contract, as members and operators see it. */
export const contractAnswer = z
  .object({
    contract: contractIdOut,
    plan: z.string(),
    state: z.enum(["scheduled", "running", "ended"]),
    startsAt: instantOut,
    endsAt: instantOut.nullable().meta({ description: "The agreed end; null for none." }),
    endedAt: instantOut.nullable().meta({ description: "When it ended, or was withdrawn before its start." }),
    rates: z.record(z.string(), rateOut),
    // A stored answer of a contract from before price shapes has none.
    priceShapes: z.record(z.string(), priceShapeOut).default({}).meta({ description: "Prices beyond a plain rate." }),
    entitlements: z.record(z.string(), z.union([z.boolean(), z.number(), z.string()])),
    credits: z.array(z.object({ amount: amountOut, every, days: z.int().nullable(), kind: grantKind })).readonly(),
  })
  .meta({ description: "A contract of an organization." });

/** The output of `contracts.list`. */
export const contractsAnswer = z
  .object({ contracts: z.array(contractAnswer).readonly() })
  .meta({ description: "The contracts of an organization, the newest start first." });

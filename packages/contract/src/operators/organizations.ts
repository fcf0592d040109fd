import { ROLES } from "@scrip/domain/access";
import { z } from "zod";
import { activityLine } from "../activity.ts";
import { jobLine } from "../job-pages.ts";
import { balanceAnswer } from "../ledger/balance.ts";
import { grantKind } from "../ledger/grants.ts";
import { awayOut } from "../wire/away.ts";
import {
  attemptIdOut,
  chargeIdOut,
  debtIdOut,
  grantIdOut,
  holdIdOut,
  keyIdOut,
  orgIdIn,
  orgIdOut,
  personIdOut,
} from "../wire/ids.ts";
import { amountOut } from "../wire/money.ts";
import { catalogId, plainText } from "../wire/text.ts";
import { instantOut } from "../wire/time.ts";
import { staffActOut, staffReason } from "./acts.ts";

/** The input of `operators.find`. */
export const findOrganizationsInput = z
  .strictObject({
    text: plainText(200).meta({
      description:
        "A part of an organization's name, an id, the e-mail address of a person or of an invitation, or the name of a job.",
    }),
  })
  .meta({ description: "An organization to find." });

const organizationNamed = z.object({ org: orgIdOut, name: z.string() }).meta({ description: "An organization." });

/** The output of `operators.find`. */
export const organizationsFound = z
  .object({
    organizations: z.array(organizationNamed).readonly().meta({ description: "By their names or ids." }),
    people: z
      .array(
        z.object({
          person: personIdOut,
          name: z.string(),
          email: z.string(),
          organizations: z.array(organizationNamed).readonly(),
        }),
      )
      .readonly()
      .meta({ description: "Persons by their e-mail addresses, with their organizations." }),
    jobs: z
      .array(z.object({ job: z.string(), state: z.string(), org: orgIdOut, organization: z.string() }))
      .readonly()
      .meta({ description: "Jobs by their whole names or ids." }),
    away: awayOut,
  })
  .meta({ description: "What a text names." });

/** The input of `operators.organization`. */
export const seeOrganizationInput = z
  .strictObject({ org: orgIdIn })
  .meta({ description: "An organization to see. Its audit log shows that it was seen." });

/** The input of `operators.setPlan`. */
export const setPlanAsOperatorInput = seeOrganizationInput
  .extend({
    plan: catalogId.meta({ description: "A plan's id in the catalog." }),
    reason: staffReason,
  })
  .meta({ description: "The plan of an organization, with a reason." });

/** The input of `operators.close`. */
export const closeAsOperatorInput = seeOrganizationInput
  .extend({ reason: staffReason })
  .meta({ description: "An organization to close, with a reason." });

/** The output of `operators.organization`. */
export const organizationSeen = z
  .object({
    org: orgIdOut,
    name: z.string(),
    plan: z.string(),
    plans: z
      .array(z.object({ plan: z.string(), title: z.string() }))
      .readonly()
      .meta({ description: "The plans of its catalog, the lowest first." }),
    createdAt: instantOut,
    closedAt: instantOut.nullable(),
    onTestClock: z.boolean(),
    catalogVersion: z.int(),
    cell: z
      .string()
      .nullable()
      .meta({ description: "The cell where it lives; null in a deployment that names no cells." }),
    balance: balanceAnswer,
    members: z
      .array(
        z.object({
          person: personIdOut,
          name: z.string().nullable(),
          email: z.string().nullable(),
          hasTwoFactor: z.boolean(),
          role: z.enum(ROLES),
          joinedAt: instantOut,
        }),
      )
      .readonly(),
    invitations: z.array(z.object({ email: z.string(), role: z.enum(ROLES), expiresAt: instantOut })).readonly(),
    keys: z
      .array(
        z.object({
          key: keyIdOut,
          name: z.string(),
          scopes: z.array(z.string()).readonly(),
          createdAt: instantOut,
          expiresAt: instantOut.nullable(),
          revokedAt: instantOut.nullable(),
        }),
      )
      .readonly(),
    grants: z
      .array(
        z.object({
          grant: grantIdOut,
          source: z.string(),
          kind: grantKind,
          amount: amountOut,
          available: amountOut,
          held: amountOut,
          spent: amountOut,
          expired: amountOut,
          revoked: amountOut,
          effectiveAt: instantOut,
          expiresAt: instantOut.nullable(),
        }),
      )
      .readonly()
      .meta({ description: "Open grants in burn order." }),
    debts: z
      .array(z.object({ debt: debtIdOut, amount: amountOut, open: amountOut, at: instantOut }))
      .readonly()
      .meta({ description: "Open debts, the oldest first." }),
    holds: z
      .array(
        z.object({
          hold: holdIdOut,
          job: z.string().nullable(),
          amount: amountOut,
          open: amountOut,
          silentAt: instantOut.nullable(),
        }),
      )
      .readonly(),
    jobs: z.array(jobLine).readonly().meta({ description: "Jobs that have not ended, the newest first." }),
    charges: z
      .array(
        z.object({
          charge: chargeIdOut,
          at: instantOut,
          job: z.string().nullable(),
          resource: z.string().nullable(),
          amount: amountOut,
        }),
      )
      .readonly()
      .meta({ description: "The newest charges." }),
    payments: z
      .array(
        z.object({
          attempt: attemptIdOut,
          purpose: z.enum(["purchase", "auto_topup", "subscription"]),
          gross: amountOut.meta({ description: "With the tax." }),
          paidWith: z.string().nullable(),
          at: instantOut,
          refunded: amountOut,
          isDisputed: z.boolean(),
          left: amountOut.meta({ description: "What can still be paid back." }),
        }),
      )
      .readonly()
      .meta({ description: "The newest payments that succeeded." }),
    activities: z.array(activityLine).readonly(),
    due: z
      .array(
        z.object({
          kind: z.string(),
          about: z.string().meta({ description: "The row that the work is about." }),
          dueAt: instantOut,
          tries: z.int(),
          problem: z.string().nullable(),
          parkedAt: instantOut.nullable(),
        }),
      )
      .readonly()
      .meta({ description: "Due work; what is parked comes first." }),
    acts: z.array(staffActOut).readonly().meta({ description: "The newest acts of operators." }),
    audit: z
      .array(
        z.object({
          seq: z.int(),
          at: instantOut,
          actor: z.string(),
          actorName: z.string().nullable(),
          action: z.string(),
          outcome: z.enum(["done", "denied"]),
          reason: z.string().nullable(),
        }),
      )
      .readonly()
      .meta({ description: "The newest entries of the organization's audit log, denials among them." }),
  })
  .meta({ description: "The whole state of an organization." });

import { BUDGET_MODES, BUDGET_PERIODS, BUDGET_SCOPES, type BudgetKey } from "@scrip/domain/ledger";
import { z } from "zod";
import { keyIdIn, keyIdOut } from "../wire/ids.ts";
import { amountIn, amountOut } from "../wire/money.ts";
import { organizationInput } from "../wire/organization-input.ts";
import { callerRef } from "../wire/text.ts";
import { instantIn, instantOut } from "../wire/time.ts";

const scope = z.enum(BUDGET_SCOPES).meta({ description: "Whose use is counted." });
export const budgetPeriod = z
  .enum(BUDGET_PERIODS)
  .meta({ description: "A calendar day or month in UTC, or all time: `all` has one window without an end." });
const mode = z
  .enum(BUDGET_MODES)
  .meta({ description: "`hard` refuses what would pass the cap; `alert` never refuses." });

/** A budget that refused a command or paused a job. */
export const budgetExceeded = z
  .object({
    scope,
    id: z.string().meta({ description: "The id of the service key or of the organization, or the label." }),
    period: budgetPeriod,
    window: instantOut.meta({ description: "The start of the window." }),
    cap: amountOut,
    used: amountOut.meta({ description: "Charges of the window, and what its holds have open." }),
    asked: amountOut.meta({ description: "The amount that has no room." }),
  })
  .meta({ description: "The narrowest budget that has no room." });

const budgetNamed = organizationInput.extend({
  scope,
  id: callerRef.optional().meta({
    description: "The id of the service key, or the label of the member or project; absent for the organization.",
  }),
  period: budgetPeriod,
});

type Named = z.infer<typeof budgetNamed>;

/** Checks the id of a budget against its scope. */
function checkId({ value, issues }: z.core.ParsePayload<Named>): void {
  const { scope: of, id } = value;
  const problem = idProblem(of, id);
  if (problem !== null) issues.push({ code: "custom", path: ["id"], message: problem, input: id });
}

function idProblem(of: Named["scope"], id: string | undefined): string | null {
  if (of === "organization") return id === undefined ? null : "must be left out: the organization itself is counted";
  if (id === undefined) return of === "key" ? "must be the id of a service key" : `must be the label of a ${of}`;
  return of === "key" && !keyIdIn.safeParse(id).success ? 'must be an id that begins with "key_"' : null;
}

/** Names a budget within its organization. */
export function budgetKeyOf({ scope: of, id = "", period: each }: Pick<Named, "scope" | "id" | "period">): BudgetKey {
  return { scope: of, ref: of === "key" ? id.slice("key_".length) : id, period: each };
}

/** The id of a budget's subject on the wire; `null` for the organization. */
export function budgetIdOf({ scope: of, ref }: Pick<BudgetKey, "scope" | "ref">): string | null {
  if (of === "organization") return null;
  return of === "key" ? `key_${ref}` : ref;
}

/** The input of `budgets.set`. */
export const setBudgetInput = budgetNamed
  .extend({
    cap: amountIn.meta({ description: "The most that may be used in one window." }),
    mode: mode.default("hard"),
  })
  .check(checkId as (payload: z.core.ParsePayload<Named>) => void)
  .meta({ description: "A budget to make or change." });

/** The input of `budgets.remove` and of `budgets.preview`. */
export const budgetInput = budgetNamed.check(checkId).meta({ description: "A budget." });

/** The answer of a change of budgets. */
export const changedBudgetAnswer = z.object({}).meta({ description: "Done." });

const subject = {
  scope,
  id: z
    .string()
    .nullable()
    .meta({ description: "The id of the service key, or the label; null for the organization." }),
  name: z
    .string()
    .nullable()
    .meta({ description: "The name of a service key of the organization; null for the others." }),
};

const windowOut = {
  from: instantOut,
  until: instantOut.nullable().meta({ description: "Null for all time." }),
  used: amountOut.meta({
    description: "Charges of the window, and what its holds have open. It may be above the cap.",
  }),
};

const held = amountOut.meta({ description: "The part of what is used that is still on hold." });

/** The output of `budgets.list`. */
export const budgetsAnswer = z
  .object({
    budgets: z
      .array(
        z.object({ ...subject, period: budgetPeriod, mode, cap: amountOut, ...windowOut, held, since: instantOut }),
      )
      .readonly()
      .meta({ description: "The narrowest and shortest first, each with its present window." }),
  })
  .meta({ description: "The budgets of an organization." });

/** The output of `budgets.preview`. */
export const budgetPreview = z
  .object({ ...windowOut, held })
  .meta({ description: "What a budget would count already in its present window." });

/** The input of `budgets.history`. */
export const budgetHistoryInput = budgetNamed
  .extend({
    until: instantIn.optional().meta({ description: "Windows that began before this instant." }),
    limit: z.int().min(1).max(100).default(31),
  })
  .check(checkId as (payload: z.core.ParsePayload<Named>) => void)
  .meta({ description: "A page of the windows of a budget." });

/** The output of `budgets.history`. */
export const budgetHistory = z
  .object({
    windows: z
      .array(z.object(windowOut))
      .readonly()
      .meta({ description: "Those in which something counted, the newest first." }),
    next: instantOut.nullable().meta({ description: "The `until` of the next page; null on the last page." }),
  })
  .meta({ description: "What was used in the windows of a budget." });

/** The output of `budgets.subjects`. */
export const budgetSubjects = z
  .object({
    projects: z.array(z.string()).readonly(),
    members: z.array(z.string()).readonly(),
    keys: z.array(z.object({ key: keyIdOut, name: z.string() })).readonly(),
  })
  .meta({ description: "The subjects that are known: labels of entries, and the valid service keys." });

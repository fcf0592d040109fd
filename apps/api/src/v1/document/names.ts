import * as codes from "@scrip/contract/codes";
import * as contracts from "@scrip/contract/contracts";
import * as entitlements from "@scrip/contract/entitlements";
import * as jobs from "@scrip/contract/jobs";
import * as balance from "@scrip/contract/ledger/balance";
import * as charges from "@scrip/contract/ledger/charges";
import * as debts from "@scrip/contract/ledger/debts";
import * as entries from "@scrip/contract/ledger/entries";
import * as grants from "@scrip/contract/ledger/grants";
import * as holds from "@scrip/contract/ledger/holds";
import * as verify from "@scrip/contract/ledger/verify";
import * as organizations from "@scrip/contract/organizations";
import * as plans from "@scrip/contract/plans";
import * as budgets from "@scrip/contract/usage/budgets";
import * as endpoints from "@scrip/contract/usage/endpoints";
import * as events from "@scrip/contract/usage/events";
import * as storage from "@scrip/contract/usage/storage";
import * as whatIf from "@scrip/contract/what-if";
import * as price from "@scrip/contract/wire/price";
import { z } from "zod";

const MODULES: readonly Readonly<Record<string, unknown>>[] = [
  codes,
  contracts,
  entitlements,
  jobs,
  balance,
  charges,
  debts,
  entries,
  grants,
  holds,
  verify,
  organizations,
  plans,
  budgets,
  endpoints,
  events,
  storage,
  whatIf,
  price,
];

/**
 * The schemas of objects that the contract exports, with their names in the document: `jobAnswer` is `JobAnswer`, and
 * `balanceOut` is `Balance`.
 */
export const NAMES: ReadonlyMap<z.ZodType, string> = new Map(
  MODULES.flatMap((module) =>
    Object.entries(module).flatMap(([name, schema]): [z.ZodType, string][] =>
      isObject(schema) ? [[schema, `${name.charAt(0).toUpperCase()}${name.slice(1).replace(/Out$/, "")}`]] : [],
    ),
  ),
);

function isObject(schema: unknown): schema is z.ZodType {
  if (schema instanceof z.ZodPipe) return isObject(schema.in) || isObject(schema.out);
  return schema instanceof z.ZodObject;
}

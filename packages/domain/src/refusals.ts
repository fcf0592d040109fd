import { MEMBER_REFUSALS } from "./access/members/refusals.ts";
import { ACCESS_REFUSALS } from "./access/refusals.ts";
import { BILLING_REFUSALS } from "./billing/refusals.ts";
import { TOP_UP_REFUSALS } from "./billing/top-up/refusals.ts";
import { CATALOG_REFUSALS } from "./catalog/refusals.ts";
import { DUE_REFUSALS } from "./due/refusals.ts";
import { JOB_REFUSALS } from "./jobs/refusals.ts";
import { LEDGER_REFUSALS } from "./ledger/refusals.ts";
import { WEBHOOK_REFUSALS } from "./notices/webhooks/refusals.ts";
import { OPERATOR_REFUSALS } from "./operators/refusals.ts";
import { ORGANIZATION_REFUSALS } from "./organizations/refusals.ts";
import { PLAN_REFUSALS } from "./plans/refusals.ts";
import type { FieldType } from "./refusal/field.ts";
import type { DataIn, RefusalIn, RefusalPart, RefusalSpec } from "./refusal/part.ts";
import { REQUEST_REFUSALS } from "./requests/refusals.ts";
import { SSO_REFUSALS } from "./sso/refusals.ts";
import { ENDPOINT_REFUSALS } from "./usage/endpoints/refusals.ts";
import { USAGE_REFUSALS } from "./usage/refusals.ts";
import { STORAGE_REFUSALS } from "./usage/storage/refusals.ts";

export { type FieldProblem, type FieldType, type FieldTypes, wirePrefix } from "./refusal/field.ts";
export type { RefusalKind } from "./refusal/kind.ts";
export type { RefusalSpec } from "./refusal/part.ts";

/** Every code of refusal. A new code goes into `<area>/refusals.ts`. */
export const REFUSALS = {
  ...ACCESS_REFUSALS,
  ...MEMBER_REFUSALS,
  ...ORGANIZATION_REFUSALS,
  ...PLAN_REFUSALS,
  ...TOP_UP_REFUSALS,
  ...BILLING_REFUSALS,
  ...CATALOG_REFUSALS,
  ...LEDGER_REFUSALS,
  ...JOB_REFUSALS,
  ...ENDPOINT_REFUSALS,
  ...STORAGE_REFUSALS,
  ...USAGE_REFUSALS,
  ...DUE_REFUSALS,
  ...WEBHOOK_REFUSALS,
  ...OPERATOR_REFUSALS,
  ...REQUEST_REFUSALS,
  ...SSO_REFUSALS,
} as const;

type Refusals = typeof REFUSALS;

/** The stable name of a refusal. */
export type RefusalCode = keyof Refusals;

/** The codes of one kind. */
export type CodesOfKind<Kind extends RefusalSpec["kind"]> = {
  [Code in RefusalCode]: Refusals[Code]["kind"] extends Kind ? Code : never;
}[RefusalCode];

/**
 * Why a request is refused: a code, a sentence for people, and the figures behind it. Amounts are micro-USD in
 * digits, as on the wire; ids are bare; instants and quantities are milliseconds.
 */
export type Refusal = RefusalIn<Refusals>;

/** A refusal by one code. */
export type RefusalBy<Code extends RefusalCode> = Extract<Refusal, { readonly code: Code }>;

/** The refusals of the ledger's rules. Every other refusal comes before the rules, and no key records it. */
const BY_RULES: RefusalPart = {
  ...CATALOG_REFUSALS,
  ...LEDGER_REFUSALS,
  ...JOB_REFUSALS,
  ...ENDPOINT_REFUSALS,
  ...STORAGE_REFUSALS,
  ...USAGE_REFUSALS,
};

/**
 * Whether the ledger records a refusal under the idempotency key of its command. If not, the same key is decided again.
 * @source docs/rules.md#recorded-answers
 */
export function isRecorded(code: RefusalCode): boolean {
  const spec = BY_RULES[code];
  return spec !== undefined && spec.isTemporary !== true;
}

/** The names and types of the figures behind a code. */
export type RefusalFields<Code extends RefusalCode> = Refusals[Code]["data"];

/** The data of a code, and nothing for a code without data. */
export type DataArgument<Code extends RefusalCode> = keyof RefusalFields<Code> extends never
  ? []
  : [data: DataIn<Refusals, Code>];

/** Makes a refusal. The type of `data` follows from the code. */
export function refusal<Code extends RefusalCode>(
  code: Code,
  message: string,
  ...[data = {} as never]: DataArgument<Code>
): RefusalBy<Code> {
  return { code, message, data } as unknown as RefusalBy<Code>;
}

/** Whether a text is a code of this table. A newer server may send a code that is not in it. */
export function isRefusalCode(code: string): code is RefusalCode {
  return Object.hasOwn(REFUSALS, code);
}

/** The fields of a refusal's data by name, with their types. */
export function fieldsOf(code: RefusalCode): Readonly<Record<string, FieldType>> {
  return REFUSALS[code].data;
}

import { HTTP_STATUS } from "@scrip/contract/errors";
import {
  type FieldType,
  fieldsOf,
  isRecorded,
  REFUSALS,
  type RefusalCode,
  type RefusalKind,
  type RefusalSpec,
  wirePrefix,
} from "@scrip/domain/refusals";
import type { JsonSchema } from "../operations/json-schema.ts";
import { exampleOf } from "./example.ts";
import { refTo } from "./schemas.ts";

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

/** What an error of each status says, and what a caller can do. */
const KINDS: Readonly<Record<RefusalKind, { readonly name: string; readonly does: string }>> = {
  invalid: { name: "Invalid", does: "The request is malformed, or a field has a wrong value. Correct the call." },
  unauthenticated: { name: "Unauthenticated", does: "The service key is missing, unknown, revoked or expired." },
  payment: { name: "PaymentRequired", does: "Credit, a budget or the plan does not cover the request." },
  forbidden: { name: "Forbidden", does: "The service key may not do this." },
  missing: { name: "Missing", does: "The thing that the request names does not exist, or is out of the key's reach." },
  conflict: { name: "Conflict", does: "The request contradicts the present state." },
  unprocessable: { name: "Unprocessable", does: "The input is valid by itself, and a rule forbids it." },
  limited: { name: "Limited", does: "The caller makes more requests than it may. Retry after `Retry-After`." },
  transient: { name: "Unavailable", does: "Scrip cannot answer now. Retry with the same idempotency key." },
};

const ALL_KINDS = (Object.keys(KINDS) as RefusalKind[]).sort((a, b) => HTTP_STATUS[a] - HTTP_STATUS[b]);

/** The types of the figures behind a refusal. */
const FIGURES: Readonly<Partial<Record<FieldType, JsonSchema>>> = {
  amount: { type: "string", format: "micro-usd", pattern: "^[0-9]+$", examples: ["5000000"] },
  milliseconds: { type: "integer", description: "A quantity, in milliseconds.", examples: [3_600_000] },
  instant: { type: "integer", description: "Milliseconds since 1970.", examples: [1_767_225_600_000] },
  count: { type: "number", examples: [5] },
  text: { type: "string", examples: ["text"] },
  text_or_null: { type: ["string", "null"], examples: ["text"] },
  problems: {
    type: "array",
    description: "The wrong fields.",
    items: {
      type: "object",
      properties: { path: { type: "string" }, message: { type: "string" } },
      required: ["path", "message"],
    },
    examples: [[{ path: "amount", message: "must be above zero" }]],
  },
};

/** The schemas of errors: one for each code, and one for each status. */
export function errorSchemas(): Record<string, JsonSchema> {
  const codes = (Object.keys(REFUSALS) as RefusalCode[]).sort();
  const ofCodes = codes.map((code): [string, JsonSchema] => [schemaName(code), codeSchema(code)]);
  const ofKinds = ALL_KINDS.map((kind): [string, JsonSchema] => [`${KINDS[kind].name}ErrorBody`, kindSchema(kind)]);
  const internal: [string, JsonSchema] = [schemaName("internal"), errorOf("internal", INTERNAL, {})];
  return Object.fromEntries([...ofCodes, internal, ...ofKinds, ["InternalErrorBody", internalSchema()]]);
}

const INTERNAL = "Scrip's own code is wrong. Retry with the same idempotency key, and quote the request id.";

/** The responses that every operation may give beside its answer, by their names. */
export function errorResponses(): Record<string, object> {
  const ofKinds = ALL_KINDS.map((kind): [string, object] => {
    const { name, does } = KINDS[kind];
    const canRetry = kind === "limited" || kind === "transient";
    return [name, response(does, `${name}ErrorBody`, examplesOf(codesOf(kind)), canRetry)];
  });
  const example = { internal: { summary: INTERNAL, value: errorExample("internal", INTERNAL, {}) } };
  return Object.fromEntries([...ofKinds, ["Internal", response(INTERNAL, "InternalErrorBody", example, false)]]);
}

/** The references of these responses, by their statuses. */
export const ERROR_RESPONSES: Readonly<Record<string, object>> = Object.fromEntries([
  ...ALL_KINDS.map((kind) => [`${HTTP_STATUS[kind]}`, { $ref: `#/components/responses/${KINDS[kind].name}` }]),
  ["500", { $ref: "#/components/responses/Internal" }],
]);

const codesOf = (kind: RefusalKind): readonly RefusalCode[] =>
  (Object.keys(REFUSALS) as RefusalCode[]).filter((code) => REFUSALS[code].kind === kind).sort();

/** `insufficient_credit` is `InsufficientCreditError`. */
const schemaName = (code: string): string =>
  `${code.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())}Error`;

function figureOf(type: FieldType): JsonSchema {
  const prefix = wirePrefix(type);
  return prefix === null ? (FIGURES[type] ?? {}) : { type: "string", pattern: `^${prefix}_${UUID}$` };
}

function figuresOf(code: RefusalCode): Record<string, JsonSchema> {
  return Object.fromEntries(Object.entries(fieldsOf(code)).map(([name, type]) => [name, figureOf(type)]));
}

function codeSchema(code: RefusalCode): JsonSchema {
  const { meaning }: RefusalSpec = REFUSALS[code];
  const recorded = isRecorded(code) ? " Recorded: the same idempotency key is refused again." : "";
  return errorOf(code, `${meaning}${recorded}`, figuresOf(code));
}

function errorOf(code: string, description: string, figures: Record<string, JsonSchema>): JsonSchema {
  const data: JsonSchema = { type: "object", properties: figures, required: Object.keys(figures) };
  const message: JsonSchema = { type: "string", description: "A sentence for people. It may change." };
  const field: JsonSchema = { type: "string", description: "The first wrong field or header, if the input is wrong." };
  return {
    type: "object",
    description,
    properties: {
      code: { type: "string", const: code },
      message,
      // Of input that is wrong as a whole, such as a body that is no JSON, no fields are known.
      data: code === "bad_input" ? { ...data, required: [] } : data,
      ...(code === "bad_input" && { field }),
      retryAfterMs: { type: "integer", description: "When a retry may succeed, in milliseconds; only if one may." },
      requestId: { type: ["string", "null"], description: "The operators find the request by this id." },
    },
    required: ["code", "message", "data", "requestId"],
  };
}

function kindSchema(kind: RefusalKind): JsonSchema {
  const names = codesOf(kind).map(schemaName);
  const mapping = Object.fromEntries(codesOf(kind).map((code) => [code, refTo(schemaName(code)).$ref]));
  return envelope({ oneOf: names.map(refTo), discriminator: { propertyName: "code", mapping } }, KINDS[kind].does);
}

const internalSchema = (): JsonSchema => envelope(refTo(schemaName("internal")), INTERNAL);

const envelope = (error: JsonSchema, description: string): JsonSchema => ({
  type: "object",
  description,
  properties: { error },
  required: ["error"],
});

function response(description: string, schema: string, examples: object, canRetry: boolean): object {
  const id = { "X-Request-Id": { $ref: "#/components/headers/RequestId" } };
  const headers = canRetry ? { ...id, "Retry-After": { $ref: "#/components/headers/RetryAfter" } } : id;
  return { description, headers, content: { "application/json": { schema: refTo(schema), examples } } };
}

function examplesOf(codes: readonly RefusalCode[]): Record<string, object> {
  return Object.fromEntries(
    codes.map((code) => {
      const { meaning }: RefusalSpec = REFUSALS[code];
      const figures: JsonSchema = { type: "object", properties: figuresOf(code) };
      return [code, { summary: meaning, value: errorExample(code, meaning, exampleOf(figures, {}, true)) }];
    }),
  );
}

const errorExample = (code: string, message: string, data: unknown): object => ({
  error: {
    code,
    message,
    data,
    ...(code === "bad_input" && { field: "amount" }),
    requestId: "9f1c2d34-5e6f-4a7b-8c9d-0e1f2a3b4c5d",
  },
});

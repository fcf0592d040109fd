import { Ajv, type ErrorObject, type SchemaValidateFunction, type ValidateFunction } from "ajv";
import { cachedSchemas } from "./cached-schemas.ts";
import type { JsonSchema, Operation, SdkSchemas } from "./json-schema.ts";
import { type Problem, problemsOf } from "./problems.ts";

/** A request that a server accepted or refused, and its answer. */
export interface Exchange {
  readonly method: string;
  /** With ids: `/v1/customers/cus_1`. */
  readonly path: string;
  /** The decoded form or query. Numbers and booleans may be texts. */
  readonly params: unknown;
  readonly status: number;
  readonly body: unknown;
}

/** Checks against the types of the installed SDK. Each check returns the differences; none means that all is well. */
export interface StripeSchemas {
  readonly apiVersion: string;
  readonly sdkVersion: string;
  /** The values of `object` that this version types. */
  readonly objects: readonly string[];
  /** An object, a deleted object, or a list of objects, by its `object`. */
  checkObject(object: unknown): readonly Problem[];
  /** An event, by its `type`. */
  checkEvent(event: unknown): readonly Problem[];
  /** The parameters of a request. @param request such as `POST /v1/customers/cus_1` */
  checkRequest(request: string, params: unknown): readonly Problem[];
  /** The answer to a request. @param request such as `POST /v1/customers/cus_1` */
  checkResponse(request: string, body: unknown): readonly Problem[];
  /** A request, if it was accepted, and its answer: an object, or the envelope of an error. */
  checkExchange(exchange: Exchange): readonly Problem[];
  /** The SDK's name for a request: `Customers.update`. Undefined if no method sends it. */
  operationOf(request: string): string | undefined;
}

let opened: Promise<StripeSchemas> | undefined;

/**
 * Opens the schemas of the installed SDK, once in a process. The first time on a machine takes some seconds; then they
 * come from a cache.
 */
export function openSchemas(): Promise<StripeSchemas> {
  opened ??= cachedSchemas().then(checksOf);
  return opened;
}

function checksOf(schemas: SdkSchemas): StripeSchemas {
  const check = checker(schemas);
  const find = finder(schemas.operations);

  const checkEvent = (event: unknown): readonly Problem[] => {
    const { type } = fieldsOf(event);
    const name = schemas.events[String(type)];
    if (name === undefined) return [{ path: "/type", message: `is ${String(type)}, which this version does not type` }];
    return check({ $ref: name }, event);
  };
  const checkObject = (object: unknown): readonly Problem[] => {
    const { object: kind, deleted, data } = fieldsOf(object);
    if (kind === "event") return checkEvent(object);
    if (kind === "list" && Array.isArray(data))
      return data.flatMap((item, at) => within(`/data/${at}`, checkObject(item)));
    const names = schemas.objects[String(kind)] ?? [];
    const name = names.find((candidate) => /-Deleted/.test(candidate) === (deleted === true));
    if (name === undefined)
      return [{ path: "/object", message: `is ${String(kind)}, which this version does not type` }];
    return check({ $ref: name }, object);
  };

  const withOperation = (request: string, run: (operation: Operation) => readonly Problem[]): readonly Problem[] => {
    const operation = find(request);
    return operation === undefined ? [{ path: "", message: `no method of the SDK sends ${request}` }] : run(operation);
  };
  const checkRequest = (request: string, params: unknown): readonly Problem[] =>
    withOperation(request, (operation) => within(" params", check(operation.params, params ?? {})));
  const checkResponse = (request: string, body: unknown): readonly Problem[] =>
    // An event is checked by its own type: the union of all is large, and says little about what is wrong.
    withOperation(request, ({ response }) =>
      fieldsOf(body).object === "event" ? checkEvent(body) : check(response, body),
    );

  return {
    apiVersion: schemas.apiVersion,
    sdkVersion: schemas.sdkVersion,
    objects: Object.keys(schemas.objects),
    checkObject,
    checkEvent,
    checkRequest,
    checkResponse,
    checkExchange: ({ method, path, params, status, body }) => {
      const request = `${method} ${path}`;
      if (status >= 400) return check(ERROR_ENVELOPE, body);
      return [...checkRequest(request, params), ...checkResponse(request, body)];
    },
    operationOf: (request) => find(request)?.name,
  };
}

/** The SDK types errors by classes and not as JSON, so this one is written by hand: `StripeRawError` in its `Error.d.ts`. */
const ERROR_ENVELOPE: JsonSchema = {
  type: "object",
  required: ["error"],
  additionalProperties: false,
  properties: {
    error: {
      type: "object",
      required: ["type", "message"],
      properties: {
        type: { enum: ["api_error", "card_error", "idempotency_error", "invalid_request_error"] },
        message: { type: "string" },
        code: { type: "string" },
        decline_code: { type: "string" },
        advice_code: { type: "string" },
        network_advice_code: { type: "string" },
        network_decline_code: { type: "string" },
        param: { type: "string" },
        charge: { type: "string" },
        doc_url: { type: "string" },
        request_log_url: { type: "string" },
        payment_intent: { $ref: "PaymentIntents-PaymentIntent" },
        setup_intent: { $ref: "SetupIntents-SetupIntent" },
        payment_method: { $ref: "PaymentMethods-PaymentMethod" },
        payment_method_type: { type: "string" },
      },
      additionalProperties: false,
    },
  },
};

/** Compiles each definition when a value first reaches it: a customer in an invoice that holds only its id costs nothing. */
function checker({ definitions }: SdkSchemas) {
  // The schemas are the generator's, so Ajv need not check them. They are many and few are used often, so Ajv compiles
  // them fast and not small.
  const ajv = new Ajv({
    allErrors: true,
    code: { optimize: false },
    verbose: true,
    strict: false,
    validateSchema: false,
    meta: false,
  });
  const definitionNamed = (name: string): ValidateFunction => {
    const found = ajv.getSchema(name);
    if (found === undefined) throw new Error(`There is no definition ${name}`);
    return found;
  };
  const refersTo: SchemaValidateFunction = (name: string, value: unknown, _schema, place) => {
    const validate = definitionNamed(name);
    const fits = validate(value) === true;
    const at = place?.instancePath ?? "";
    refersTo.errors = (validate.errors ?? []).map((error) => ({
      ...withData(error),
      instancePath: at + error.instancePath,
    }));
    return fits;
  };
  ajv.addKeyword({ keyword: "refersTo", schemaType: "string", errors: "full", validate: refersTo });
  for (const [name, definition] of Object.entries(definitions)) ajv.addSchema(withLazyReferences(definition), name);
  const compiled = new Map<JsonSchema, ValidateFunction>();
  return (schema: JsonSchema, value: unknown): readonly Problem[] => {
    const validate =
      (schema.$ref === undefined ? compiled.get(schema) : definitionNamed(schema.$ref)) ??
      ajv.compile(withLazyReferences(schema));
    compiled.set(schema, validate);
    return validate(value) ? [] : problemsOf(validate.errors ?? []);
  };
}

/** Ajv replaces the data of an error by that of the object around it, and leaves the parameters as they are. */
function withData(error: ErrorObject): ErrorObject {
  return { ...error, params: { data: error.data, ...error.params } };
}

/** Ajv compiles all that a `$ref` leads to. The keyword `refersTo` looks at the definition only for a value. */
function withLazyReferences<T>(schema: T): T {
  if (Array.isArray(schema)) return schema.map(withLazyReferences) as T;
  if (typeof schema !== "object" || schema === null) return schema;
  const entries = Object.entries(schema).map(([name, value]) =>
    name === "$ref" ? ["refersTo", value] : [name, withLazyReferences(value)],
  );
  return Object.fromEntries(entries);
}

/** Finds the method of the SDK that sends a request. A fixed part of a path goes before an id: `/v1/customers/search`. */
function finder(operations: readonly Operation[]) {
  const patterns = operations
    .map((operation) => ({
      operation,
      ids: operation.path.split("{").length,
      pattern: new RegExp(`^${operation.verb} ${operation.path.replaceAll(/\{\w+\}/g, "[^/]+")}$`),
    }))
    .sort((one, other) => one.ids - other.ids);
  return (request: string) => patterns.find(({ pattern }) => pattern.test(request))?.operation;
}

const within = (path: string, problems: readonly Problem[]): readonly Problem[] =>
  problems.map((problem) => ({ ...problem, path: path + problem.path }));

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

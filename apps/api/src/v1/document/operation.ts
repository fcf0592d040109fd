import { z } from "zod";
import type { JsonSchema } from "../operations/json-schema.ts";
import type { Operation } from "../operations/operations.ts";
import { ERROR_RESPONSES } from "./errors.ts";
import { exampleOf } from "./example.ts";
import { nameOf, refTo, tidy } from "./schemas.ts";

type Components = Readonly<Record<string, JsonSchema>>;

/** Describes one operation, with an example of its input and of its answer. */
export function operationObject(operation: Operation, components: Components): object {
  const { name, does, method, isKeyed, scope, isForPlatform, output } = operation;
  const [area = ""] = name.split(".");
  const key = isKeyed ? [{ $ref: "#/components/parameters/IdempotencyKey" }] : [];
  const parameters = method === "GET" ? parametersOf(operation) : key;
  const whose = isForPlatform ? "a platform key" : "a service key";
  const answer = refTo(nameOf(output, name));
  return {
    operationId: operationId(name),
    summary: does,
    description: `Needs ${whose} with the scope \`${scope}\`.`,
    tags: [area],
    security: [{ serviceKey: [scope] }],
    ...(parameters.length > 0 && { parameters }),
    ...(method === "POST" && { requestBody: bodyOf(operation, components) }),
    responses: {
      "200": {
        description: components[nameOf(output, name)]?.description ?? "Done.",
        headers: { "X-Request-Id": { $ref: "#/components/headers/RequestId" } },
        content: { "application/json": { schema: answer, example: exampleOf(answer, components, true) } },
      },
      ...ERROR_RESPONSES,
    },
  };
}

/** `jobs.settleEpoch` is `jobsSettleEpoch`, a name that every language accepts. */
const operationId = (name: string): string => name.replace(/\.([a-z])/g, (_, letter: string) => letter.toUpperCase());

function bodyOf({ name, input, fields }: Operation, components: Components): object {
  const schema = refTo(nameOf(input, name));
  const { required = [] } = components[nameOf(input, name)] ?? {};
  const example = exampleOf(schema, components, false) as Readonly<Record<string, unknown>>;
  const org = fields.org === undefined ? {} : { org: exampleOf(fields.org, components, false) };
  return {
    required: required.length > 0,
    content: { "application/json": { schema, example: { ...org, ...example, ...EXAMPLES[name] } } },
  };
}

/** Optional fields that an example should have: the operation is refused without them, or says little. */
const EXAMPLES: Readonly<Partial<Record<Operation["name"], Readonly<Record<string, unknown>>>>> = {
  "jobs.start": { next: { untilMs: 3_600_000 }, project: "vision" },
  "jobs.resume": { next: { untilMs: 7_200_000 } },
  "storage.set": { gb: "250" },
  "grants.create": { source: "purchase", businessKey: "payment 4711" },
  "plans.change": { plan: "pro", interval: "year" },
  "contracts.create": { plan: "enterprise", startsAt: "2026-01-01T00:00:00Z", endsAt: "2027-01-01T00:00:00Z" },
  "endpoints.scale": { unitsMilli: 2000 },
  "budgets.set": { scope: "project", id: "vision" },
  "budgets.remove": { scope: "project", id: "vision" },
  "jobs.whatIf": { speeds: [{ resource: "gpu.l40s", speedMilli: 500 }] },
  "usage.report": {
    events: [{ source: "gateway", id: "transfer-1", resource: "network.gb-out", quantity: "12.5" }],
  },
  "holds.place": { ttlSeconds: 3600 },
};

function parametersOf({ input }: Operation): object[] {
  const { properties = {}, required = [] } = tidy(z.toJSONSchema(input, { io: "input" }) as JsonSchema, "input");
  return Object.entries(properties).map(([name, { description, examples, ...schema }]) => ({
    name,
    in: "query",
    required: required.includes(name),
    ...(description !== undefined && { description }),
    ...(examples !== undefined && { example: examples[0] }),
    schema,
  }));
}

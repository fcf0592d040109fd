import { KEY_HEADER } from "../../server/http/error-envelope.ts";
import { OPERATIONS, type Operation } from "../operations/operations.ts";
import { errorResponses, errorSchemas } from "./errors.ts";
import { operationObject } from "./operation.ts";
import { componentSchemas } from "./schemas.ts";
import { TAGS } from "./tags.ts";

/** The version of the HTTP API. A minor version adds operations, optional fields or codes; nothing is removed. */
export const API_VERSION = "1.0.0";

const DESCRIPTION = `Scrip is credit billing for GPU and AI compute platforms. Services of a platform call this API.

- **Amounts** are micro-dollars as text of decimal digits: \`"20000000"\` is $20.00. A JSON number is refused.
- **Organization**: a platform key names it in each call, as the field \`org\`. The key of an organization may omit it.
- **Idempotency**: a command takes the header \`${KEY_HEADER}\`. The same key with the same input gives the same answer, and
  changes nothing twice.
- **Errors** have one envelope, \`{"error": {"code", "message", "data", "field"}}\`. \`code\` is stable. A later version may
  add codes; treat an unknown one by its HTTP status.
- **Answers** may gain fields; ignore those that you do not know. Unknown fields of a request are refused.`;

/**
 * Makes the OpenAPI 3.1 document of the HTTP API, from the procedures and their schemas.
 * @source docs/http-api.md#the-document
 */
export function openApiDocument(): object {
  const schemas = { ...componentSchemas(OPERATIONS), ...errorSchemas() };
  return {
    openapi: "3.1.0",
    info: {
      title: "Scrip",
      version: API_VERSION,
      summary: "Credit billing for GPU and AI compute platforms.",
      description: DESCRIPTION,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/", description: "The server that sent this document." }],
    security: [{ serviceKey: [] }],
    tags: TAGS,
    paths: pathsOf(OPERATIONS, schemas),
    components: {
      securitySchemes: {
        serviceKey: {
          type: "http",
          scheme: "bearer",
          description: "A service key: of the platform, `scrip_p…`, or of one organization, `scrip_o…`.",
        },
      },
      parameters: {
        IdempotencyKey: {
          name: KEY_HEADER,
          in: "header",
          required: true,
          description:
            "The caller's name for one intent, 1 to 200 printable ASCII characters without spaces. Send the same key when you retry.",
          schema: { type: "string", pattern: "^[\\x21-\\x7e]{1,200}$" },
          example: "run-42/epoch-7",
        },
      },
      headers: {
        RequestId: { description: "The id of the request, for the operators.", schema: { type: "string" } },
        RetryAfter: { description: "When to retry, in seconds.", schema: { type: "integer" } },
      },
      responses: errorResponses(),
      schemas,
    },
  };
}

function pathsOf(operations: readonly Operation[], schemas: Parameters<typeof operationObject>[1]) {
  return Object.fromEntries(
    operations.map((operation) => [
      operation.path,
      { [operation.method.toLowerCase()]: operationObject(operation, schemas) },
    ]),
  );
}

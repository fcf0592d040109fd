/** A schema of the document, as far as the page shows it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

interface Parameter {
  readonly $ref?: string;
  readonly name: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly example?: unknown;
  readonly schema: Schema;
}

interface Media {
  readonly schema: Schema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly summary: string; readonly value: unknown }>>;
}

interface Content {
  readonly description?: string;
  readonly content?: { readonly "application/json": Media };
}

interface WireOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}

/** The OpenAPI document of this server. */
export interface ApiDocument {
  readonly info: { readonly version: string; readonly description: string };
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, WireOperation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly responses: Readonly<Record<string, Content>>;
  };
}

/** One operation, with its place. */
export interface ApiOperation {
  readonly id: string;
  readonly area: string;
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly does: string;
  readonly needs: string;
  readonly isKeyed: boolean;
  readonly input: Schema;
  /** What the form begins with. */
  readonly example: Readonly<Record<string, unknown>>;
  readonly answer: Schema;
  readonly answerExample: unknown;
}

/** Every operation of the document, in its order. @param org the organization that the examples name */
export function operationsOf(document: ApiDocument, org: string | undefined): readonly ApiOperation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => naming(org, operationOf(path, method, operation))),
  );
}

function naming(org: string | undefined, operation: ApiOperation): ApiOperation {
  const { example } = operation;
  return org === undefined || example.org === undefined ? operation : { ...operation, example: { ...example, org } };
}

function operationOf(path: string, method: string, operation: WireOperation): ApiOperation {
  const { operationId, summary, description, tags, parameters = [], requestBody, responses } = operation;
  const body = requestBody?.content?.["application/json"];
  const fields = parameters.filter(({ $ref }) => $ref === undefined);
  const answer = responses["200"]?.content?.["application/json"];
  const needed = fields.filter(({ name, required }) => required === true || name === "org");
  return {
    id: operationId,
    area: tags[0] ?? "",
    method: method === "get" ? "GET" : "POST",
    path,
    does: summary,
    needs: description,
    isKeyed: parameters.some(({ $ref }) => $ref !== undefined),
    input: body?.schema ?? schemaOf(fields),
    example: (body?.example ?? Object.fromEntries(needed.map((field) => [field.name, sampleOf(field)]))) as Readonly<
      Record<string, unknown>
    >,
    answer: answer?.schema ?? {},
    answerExample: answer?.example,
  };
}

function schemaOf(fields: readonly Parameter[]): Schema {
  return {
    properties: Object.fromEntries(
      fields.map(({ name, schema, description }) => [
        name,
        description === undefined ? schema : { ...schema, description },
      ]),
    ),
    required: fields.filter(({ required }) => required).map(({ name }) => name),
  };
}

function sampleOf({ name, example, schema }: Parameter): unknown {
  if (example !== undefined) return example;
  if (name === "org") return "org_…";
  return schema.type === "integer" ? 3_600_000 : "";
}

/** Follows a reference. A description beside the reference counts. */
export function resolved(document: ApiDocument, schema: Schema): Schema {
  const { $ref, ...own } = schema;
  if ($ref === undefined) return schema;
  return { ...document.components.schemas[$ref.split("/").at(-1) ?? ""], ...own };
}

/** The parts of JSON Schema (draft 7) that the generator writes. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: string | number | boolean;
  readonly enum?: readonly (string | number | boolean | null)[];
  readonly pattern?: string;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | false;
  readonly anyOf?: readonly JsonSchema[];
  readonly if?: JsonSchema;
  readonly then?: JsonSchema;
  readonly else?: JsonSchema;
}

/** The schemas of one version of the SDK. A reference is the name of a definition. */
export interface SdkSchemas {
  readonly sdkVersion: string;
  readonly apiVersion: string;
  /** For each value of `object`, the names of the definitions that have it. `Deleted…` are among them. */
  readonly objects: Readonly<Record<string, readonly string[]>>;
  /** For each type of event, the name of its definition. */
  readonly events: Readonly<Record<string, string>>;
  readonly operations: readonly Operation[];
  readonly definitions: Readonly<Record<string, JsonSchema>>;
}

/** What one method of the SDK sends and receives. */
export interface Operation {
  /** How the SDK names it: `Checkout/Sessions.create`. */
  readonly name: string;
  readonly verb: string;
  /** The path with a name for each id: `/v1/customers/{id}`. */
  readonly path: string;
  /** The parameters, as a form or query carries them. */
  readonly params: JsonSchema;
  readonly response: JsonSchema;
}

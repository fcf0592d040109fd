/** A field of the input that is wrong, and the values that are allowed. */
export interface FieldProblem {
  readonly path: string;
  readonly message: string;
}

/** The types of the fields in a refusal's data, by the names that the tables use. */
export interface FieldTypes {
  /** Micro-USD, in digits. */
  readonly amount: string;
  /** A quantity, in milliseconds. */
  readonly milliseconds: number;
  /** Milliseconds since 1970. */
  readonly instant: number;
  /** A number of things. */
  readonly count: number;
  readonly text: string;
  readonly text_or_null: string | null;
  /** The fields of the input that are wrong. */
  readonly problems: readonly FieldProblem[];
  // Ids: bare UUIDs inside, with a prefix on the wire.
  readonly org_id: string;
  readonly grant_id: string;
  readonly hold_id: string;
  readonly charge_id: string;
  readonly debt_id: string;
  readonly job_id: string;
  readonly key_id: string;
  readonly act_id: string;
  readonly person_id: string;
  readonly invitation_id: string;
  readonly contract_id: string;
  readonly attempt_id: string;
  readonly document_id: string;
  readonly webhook_id: string;
}

/** The type of one field in a refusal's data. */
export type FieldType = keyof FieldTypes;

/** Returns the prefix that an id of this type has on the wire, such as `hold`, and `null` for any other type. */
export function wirePrefix(type: FieldType): string | null {
  return type.endsWith("_id") ? type.slice(0, -"_id".length) : null;
}

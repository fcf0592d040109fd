import type { FieldType, FieldTypes } from "./field.ts";
import type { RefusalKind } from "./kind.ts";

/** One code of refusal. */
export interface RefusalSpec {
  readonly kind: RefusalKind;
  /** One sentence that says when the code is given. The reference of codes prints it. */
  readonly meaning: string;
  /**
   * Set if the passing of time or the arrival of an earlier message can cure the refusal. Such a refusal is not recorded
   * under its idempotency key, so that the same key may succeed later.
   */
  readonly isTemporary?: true;
  /** The figures behind the refusal, by name. */
  readonly data: Readonly<Record<string, FieldType>>;
}

/** The refusals of one area, by code. */
export type RefusalPart = Readonly<Record<string, RefusalSpec>>;

/** The data of a code in a part. */
export type DataIn<Part extends RefusalPart, Code extends keyof Part> = {
  readonly [Field in keyof Part[Code]["data"]]: FieldTypes[Part[Code]["data"][Field]];
};

/** A refusal by one of the codes of a part: a stable code, a sentence for people, and the figures behind it. */
export type RefusalIn<Part extends RefusalPart, Codes extends keyof Part = keyof Part> = {
  readonly [Code in Codes]: {
    readonly code: Code;
    readonly message: string;
    readonly data: DataIn<Part, Code>;
  };
}[Codes];

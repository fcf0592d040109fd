import type { ErrorObject } from "ajv";

/** One difference from the SDK's types. */
export interface Problem {
  /** Where: `/items/data/0/price`. Empty for the whole. */
  readonly path: string;
  readonly message: string;
}

/** Rewrites the errors of Ajv, without those that only say that a condition chose the branch of another error. */
export function problemsOf(errors: readonly ErrorObject[]): readonly Problem[] {
  const problems = errors.filter(({ keyword }) => keyword !== "if").map(problemOf);
  return [...new Map(problems.map((problem) => [`${problem.path} ${problem.message}`, problem])).values()];
}

function problemOf({ instancePath, keyword, params, message = "is wrong", data: around }: ErrorObject): Problem {
  const data = Object.hasOwn(params, "data") ? params.data : around;
  if (keyword === "required") return { path: `${instancePath}/${params.missingProperty}`, message: "is missing" };
  if (keyword === "additionalProperties")
    return { path: `${instancePath}/${params.additionalProperty}`, message: "is not a field of this object" };
  const allowed = keyword === "enum" ? `: ${inShort(params.allowedValues)}` : "";
  return { path: instancePath, message: `${message}${allowed}, and is ${inShort(data)}` };
}

function inShort(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 200 ? `${text.slice(0, 197)}...` : text;
}

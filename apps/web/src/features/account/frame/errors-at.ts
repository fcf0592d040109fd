import type { FieldErrors } from "../../../components/form/use-form.ts";
import { problemOf } from "../../../data/problem.ts";

/**
 * Assigns refusals to fields by their code.
 * @param fields the field of each code; the sentence of the server is shown at it
 */
export function errorsAt<Values>(
  fields: Readonly<Partial<Record<string, keyof Values & string>>>,
): (error: unknown) => FieldErrors<Values> | undefined {
  return (error) => {
    const { code, message } = problemOf(error);
    const field = code === null ? undefined : fields[code];
    return field === undefined ? undefined : ({ [field]: message } as FieldErrors<Values>);
  };
}

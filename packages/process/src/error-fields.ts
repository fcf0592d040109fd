/** What the log keeps of an error. */
export interface ErrorFields {
  readonly type: string;
  readonly message: string;
  /** The code of PostgreSQL or of the system. */
  readonly code?: string | undefined;
  readonly stack?: string | undefined;
  readonly cause?: ErrorFields | undefined;
  /** The parts of an AggregateError. */
  readonly errors?: readonly ErrorFields[] | undefined;
}

/** Causes that are followed; a cause could lead back to its error. */
const DEEPEST = 4;

/**
 * Lists what the log keeps of an error. Other properties are left out: errors of drivers carry parameters,
 * rows and addresses, which may hold secrets.
 */
export function errorFields(error: unknown, depth = 0): ErrorFields {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) };
  const { name, message, stack, cause } = error;
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  const isDeepest = depth === DEEPEST;
  return {
    type: name,
    message,
    code,
    stack,
    cause: cause === undefined || isDeepest ? undefined : errorFields(cause, depth + 1),
    errors:
      error instanceof AggregateError && !isDeepest
        ? error.errors.map((part) => errorFields(part, depth + 1))
        : undefined,
  };
}

/** An error with its stack and those of its causes, as a person reads it. */
export function errorText({ type, message, stack, cause, errors = [] }: ErrorFields): string {
  const texts = [stack ?? `${type}: ${message}`, ...errors.map(errorText)];
  if (cause !== undefined) texts.push(`caused by ${errorText(cause)}`);
  return texts.join("\n");
}

/** The parts of an error that the log writes. */
export interface ErrorFields {
  readonly type: string;
  readonly message: string;
  /** The error code of PostgreSQL or of the operating system. */
  readonly code?: string | undefined;
  readonly stack?: string | undefined;
  readonly cause?: ErrorFields | undefined;
  /** The parts of an AggregateError. */
  readonly errors?: readonly ErrorFields[] | undefined;
}

/** The log follows so many causes, because a chain of causes can be circular. */
const MAX_DEPTH = 4;

/**
 * Returns the parts of an error that the log writes. It omits other properties: errors of drivers carry parameters,
 * rows and addresses, which may hold secrets.
 */
export function errorFields(error: unknown, depth = 0): ErrorFields {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) };
  const { name, message, stack, cause } = error;
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  const isDeepest = depth === MAX_DEPTH;
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

/** Formats an error for a person, with its stack and the stacks of its causes. */
export function errorText({ type, message, stack, cause, errors = [] }: ErrorFields): string {
  const texts = [stack ?? `${type}: ${message}`, ...errors.map(errorText)];
  if (cause !== undefined) texts.push(`caused by ${errorText(cause)}`);
  return texts.join("\n");
}

/** The innermost cause of an error: `fetch failed` says little, the refused connection inside it says more. */
export function innermost(thrown: unknown): unknown {
  let found = thrown;
  // Bounded, since an error can be its own cause.
  for (let depth = 0; depth < 10 && found instanceof Error; depth += 1) {
    const inside = found instanceof AggregateError ? (found.errors[0] ?? found.cause) : found.cause;
    if (!(inside instanceof Error)) break;
    found = inside;
  }
  return found;
}

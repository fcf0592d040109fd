/** What was wrong in the first place: `fetch failed` says little, the refused connection inside it more. */
export function innermost(thrown: unknown): unknown {
  let found = thrown;
  // Not without end: a cause may be made to name itself.
  for (let depth = 0; depth < 10 && found instanceof Error; depth += 1) {
    const inside = found instanceof AggregateError ? (found.errors[0] ?? found.cause) : found.cause;
    if (!(inside instanceof Error)) break;
    found = inside;
  }
  return found;
}

type Fields = Readonly<Record<string, unknown>>;

/** The old values of what changed: `previous_attributes` of an event. Objects are followed; lists are taken whole. */
export function previousAttributes(before: object, after: object): object {
  const previous: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(before)) {
    const now = (after as Fields)[name];
    if (isSame(value, now)) continue;
    previous[name] = isPlain(value) && isPlain(now) ? previousAttributes(value, now) : value;
  }
  for (const name of Object.keys(after)) if (!Object.hasOwn(before, name)) previous[name] = null;
  return previous;
}

function isPlain(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

/**
 * The idempotency key of a usage event, made of its source and its name there. It names the event in its organization.
 * The length of the source keeps `a` + `bc` apart from `ab` + `c`.
 * @source docs/rules.md#usage-events
 */
export function eventKey(source: string, name: string): string {
  return `${source.length}:${source}:${name}`;
}

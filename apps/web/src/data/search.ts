/** The search parameters of the address: a text, or a list of texts if a name occurs several times. */
export type Search = Readonly<Record<string, unknown>>;

/**
 * Reads the part of an address after `?`. Values stay text, since a job may be called "123". A name that occurs twice
 * becomes a list.
 */
export function parseSearch(text: string): Record<string, string | string[]> {
  const parameters = new URLSearchParams(text);
  const found: Record<string, string | string[]> = {};
  for (const name of new Set(parameters.keys())) {
    const [first = "", ...others] = parameters.getAll(name);
    found[name] = others.length === 0 ? first : [first, ...others];
  }
  return found;
}

/** Writes search parameters and skips unset ones. */
export function stringifySearch(search: Search): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(search))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== null && one !== "") parameters.append(name, String(one));
  const text = parameters.toString();
  return text === "" ? "" : `?${text}`;
}

const listed = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === "string" && one !== "");

/** A text of at most 200 characters. */
export function textParam(value: unknown): string | undefined {
  const [text] = listed(value);
  return text === undefined || text.length > 200 ? undefined : text;
}

/** The secret of a link in a mail. */
export function tokenParam(value: unknown): string | undefined {
  const [text] = listed(value);
  return text === undefined || text.length > 2000 ? undefined : text;
}

/** The first value if it is known. */
export function oneParam<const T extends string>(value: unknown, known: readonly T[]): T | undefined {
  return known.find((one) => one === listed(value)[0]);
}

/** The given values that are known, each once, in the order of `known`. */
export function manyParam<const T extends string>(value: unknown, known: readonly T[]): T[] | undefined {
  const given = listed(value);
  const found = known.filter((one) => given.includes(one));
  return found.length === 0 ? undefined : found;
}

/** A whole number of at least `least`. */
export function wholeParam(value: unknown, least = 1): number | undefined {
  const text = typeof value === "number" ? `${value}` : listed(value)[0];
  if (text === undefined || !/^\d{1,15}$/.test(text)) return undefined;
  const number = Number(text);
  return number >= least ? number : undefined;
}

/** A day of the calendar, such as `2026-11-21`. */
export function dayParam(value: unknown): string | undefined {
  const [text] = listed(value);
  if (text === undefined || !/^2[01]\d{2}-\d{2}-\d{2}$/.test(text)) return undefined;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(text) ? undefined : text;
}

/** Writes an instant for a field of local time, such as `2026-01-05T09:00:00`; empty for `undefined`. */
export function localText(instant: string | undefined): string {
  if (instant === undefined) return "";
  const date = new Date(instant);
  const two = (number: number) => `${number}`.padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** Reads an instant from a field of local time; `undefined` if the text is invalid. */
export function instantOf(text: string): string | undefined {
  const match = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(?::(\d{2})(?:\.\d{1,3})?)?$/.exec(text);
  if (match === null) return undefined;
  const date = new Date(`${match[1]}:${match[2] ?? "00"}`);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** An address, and the settings of the sessions that are opened with it. */
export interface SessionSettings {
  readonly url: string;
  /** As PostgreSQL's command line takes them, such as `-c jit=off`. */
  readonly options: string;
}

/**
 * Adds the settings that an address has in its parameter `options`, which win. pg would use them alone, and leave out
 * those of the process, such as the role of a batch.
 */
export function sessionSettings(url: string, options: string): SessionSettings {
  const address = new URL(url);
  const own = address.searchParams.get("options");
  if (own === null) return { url, options };
  address.searchParams.delete("options");
  return { url: address.href, options: `${options} ${own}`.trim() };
}

import type { PagesHost } from "./host.ts";

/** Reads an object by the API. @returns null if there is none */
export async function readObject<T>(host: PagesHost, path: string, params?: object): Promise<T | null> {
  const { status, body } = await host.call("GET", path, params);
  return status === 200 ? (body as T) : null;
}

/** Reads a list by the API; empty if the object that owns it is gone. */
export async function readList<T>(host: PagesHost, path: string, params?: object): Promise<readonly T[]> {
  const list = await readObject<{ readonly data: readonly T[] }>(host, path, params);
  return list?.data ?? [];
}

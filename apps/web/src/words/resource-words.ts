import { unitsWords } from "./rate-words.ts";

/**
 * Names a resource for a person: the GPUs as everybody writes them, others by their id.
 * @param id of the catalog, such as `gpu.h100-80gb`
 * @returns such as `H100 80GB`
 */
export function resourceWords(id: string): string {
  const gpu = /^gpu\.(.+)$/.exec(id)?.[1];
  return gpu === undefined ? id : gpu.replaceAll("-", " ").toUpperCase();
}

/** What a job runs on, such as `8 × H100 80GB`. */
export function workloadWords({ resource, unitsMilli }: { resource: string; unitsMilli: number }): string {
  return `${unitsWords(unitsMilli)} × ${resourceWords(resource)}`;
}

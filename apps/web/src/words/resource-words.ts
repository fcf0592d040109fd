import { unitsWords } from "./rate-words.ts";

/**
 * Names a resource for a person: GPUs by their usual name, others by their id.
 * @param id of the catalog, such as `gpu.h100-80gb`
 * @returns such as `H100 80GB`
 */
export function resourceWords(id: string): string {
  const gpu = /^gpu\.(.+)$/.exec(id)?.[1];
  return gpu === undefined ? id : gpu.replaceAll("-", " ").toUpperCase();
}

/** The units and the resource of a job, such as `8 × H100 80GB`. */
export function workloadWords({ resource, unitsMilli }: { resource: string; unitsMilli: number }): string {
  return `${unitsWords(unitsMilli)} × ${resourceWords(resource)}`;
}

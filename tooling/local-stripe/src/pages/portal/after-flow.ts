import type { OpenPortal } from "../parts/host.ts";

/** Where a person goes after a task: to the merchant, if the session was made for the task and says so. */
export function afterTask(id: string, { flow }: OpenPortal, done: string): string {
  const { type, redirect } = flow?.after_completion ?? {};
  return (type === "redirect" && redirect?.return_url) || `/portal/${id}?overview&done=${done}`;
}

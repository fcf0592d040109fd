/** Whether a preparation of another database of the server changed the same role at the same time. */
export function isConcurrentChange(error: unknown): boolean {
  const { code, message } = error as { code?: string; message: string };
  const isMadeMeanwhile = code === "42710" || code === "23505";
  return isMadeMeanwhile || (code === "XX000" && message.includes("tuple concurrently"));
}

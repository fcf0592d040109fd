/** What PostgreSQL refused a statement with, for assertions; `undefined` if it did not. */
export async function refusalOf(
  statement: Promise<unknown>,
): Promise<{ code: string; constraint?: string } | undefined> {
  try {
    await statement;
    return undefined;
  } catch (error) {
    const { code, constraint } = error as { code?: string; constraint?: string };
    if (code === undefined) throw error;
    return constraint === undefined ? { code } : { code, constraint };
  }
}

/** `permission denied`, and what row-level security refuses. */
export const NOT_ALLOWED = { code: "42501" };

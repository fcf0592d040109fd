/** The error code with which PostgreSQL refused a statement, for assertions; `undefined` if it accepted it. */
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

/** The error code of `permission denied` and of row-level security. */
export const NOT_ALLOWED = { code: "42501" };

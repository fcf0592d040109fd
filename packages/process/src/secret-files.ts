import { readFileSync } from "node:fs";

/**
 * Reads the variables that are given as files: `SCRIP_AUTH_SECRET_FILE` is the path of a file with the value of
 * `SCRIP_AUTH_SECRET`, such as a secret of Docker or Kubernetes. One line break at the end of the file is not part of it. An
 * empty file counts as not set.
 * @param names the variables that the process knows
 */
export function withSecretFiles(
  given: NodeJS.ProcessEnv,
  names: readonly string[],
): { readonly variables: NodeJS.ProcessEnv; readonly problems: readonly string[] } {
  const variables = { ...given };
  const problems: string[] = [];
  for (const name of names) {
    const text = textOf(given, name, problems);
    if (text !== undefined) variables[name] = text;
  }
  return { variables, problems };
}

/** The value of a variable, from itself or from its file. */
export function textOf(given: NodeJS.ProcessEnv, name: string, problems: string[]): string | undefined {
  const path = given[`${name}_FILE`];
  if (!path) return given[name] || undefined;
  if (given[name]) problems.push(`${name}: is set, and ${name}_FILE as well; set one of them`);
  try {
    return readFileSync(path, "utf8").replace(/\r?\n$/, "") || undefined;
  } catch (error) {
    problems.push(`${name}_FILE: the file ${path} cannot be read (${(error as NodeJS.ErrnoException).code})`);
    return undefined;
  }
}

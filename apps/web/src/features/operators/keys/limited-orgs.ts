const ORG_ID = /^org_[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const MOST = 100;

/** The ids in a text, each once. */
export function orgsOf(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter((id) => id !== ""))];
}

/** What is wrong with the ids in a text; `undefined` if nothing is. */
export function orgsProblem(text: string): string | undefined {
  const ids = orgsOf(text);
  const wrong = ids.find((id) => !ORG_ID.test(id));
  if (wrong !== undefined) return `“${wrong}” is no id of an organization, such as org_0198….`;
  return ids.length > MOST ? `At most ${MOST} organizations.` : undefined;
}

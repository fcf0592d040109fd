/** Whether two names are the same, in any case. */
export const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** The names that contain a text, in any case. Answers for an earlier text may have others. */
export const namesWith = (names: readonly string[], text: string): string[] =>
  names.filter((name) => name.toLowerCase().includes(text.toLowerCase()));

/** The job that a person means by a text: the one of this name, in any case, or else the first one that contains it. */
export function jobMeant(names: readonly string[], text: string): string {
  return names.find((name) => name === text) ?? names.find((name) => isSame(name, text)) ?? names[0] ?? text;
}

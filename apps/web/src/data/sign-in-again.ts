/** A question to the person that is open now. */
export interface Question {
  readonly answer: (isSignedIn: boolean) => void;
  readonly answered: Promise<boolean>;
}

let open: Question | null = null;
const listeners = new Set<() => void>();

function show(question: Question | null): void {
  open = question;
  for (const listener of listeners) listener();
}

/** Asks the person to sign in again. A second act that needs it waits for the same answer. */
function ask(): Promise<boolean> {
  if (open !== null) return open.answered;
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const answer = (isSignedIn: boolean): void => {
    show(null);
    resolve(isSignedIn);
  };
  show({ answer, answered: promise });
  return promise;
}

/** The question that is open now; `null` if there is none. */
export const questionNow = (): Question | null => open;

/** Calls back when a question opens or closes. */
export function onQuestion(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Runs an act. If the server refuses it because the sign-in is too old, the person signs in again and the act runs once
 * more, so no page needs to know of it.
 * @throws what the act throws; the refusal `sign_in_again` if the person does not sign in
 */
export async function withFreshSignIn<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!isTooOld(error) || !(await ask())) throw error;
    return act();
  }
}

function isTooOld(error: unknown): boolean {
  const data = error instanceof Error && "data" in error ? error.data : undefined;
  return (data as { scrip?: { code?: unknown } } | undefined)?.scrip?.code === "sign_in_again";
}

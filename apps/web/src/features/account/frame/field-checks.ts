/** The least length of a password. The server checks it too. */
export const LEAST_PASSWORD = 12;

/** Checks an e-mail address roughly: a mail to it is the real check. */
export function emailError(email: string): string | undefined {
  if (email.trim() === "") return "Enter your e-mail address.";
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim()) ? undefined : "This is not a complete e-mail address.";
}

/** Checks a password that the person enters to sign in. */
export const passwordError = (password: string): string | undefined =>
  password === "" ? "Enter your password." : undefined;

/** Checks a new password. */
export function newPasswordError(password: string): string | undefined {
  if (password === "") return "Choose a password.";
  const { length } = password;
  return length < LEAST_PASSWORD ? `${length} of at least ${LEAST_PASSWORD} characters.` : undefined;
}

/** Checks the name of a person. */
export const nameError = (name: string): string | undefined => (name.trim() === "" ? "Enter your name." : undefined);

/** Checks a code of an authenticator app. Apps show it with a space in the middle. */
export const codeError = (code: string): string | undefined =>
  /^\d{6}$/.test(bareCode(code)) ? undefined : "Enter the 6 digits that the app shows.";

/** A code as the server wants it. */
export const bareCode = (code: string): string => code.replaceAll(/[\s-]/g, "");

/** What an operator types on the server. Members see it where something starts on the command line. */

/** Adds credit to an organization. */
export const addCreditCommand = (org: string): string => `npm run -s scrip -- grant ${org} 20.00`;

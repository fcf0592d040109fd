import type { Style } from "./page.ts";

const TEXT = "#16181d";
const MUTED = "#5b6270";

/** The colour of the lines between rows. */
export const LINE = "#d5d9e0";

/** The text of tables and addresses. */
export const BODY: Style = { size: 9.5, weight: "regular", color: TEXT };

/** An amount that stands out. */
export const STRONG: Style = { size: 11, weight: "bold", color: TEXT };

/** Labels and heads of tables. */
export const QUIET: Style = { size: 8.5, weight: "regular", color: MUTED };

/** Notes and footers. */
export const SMALL: Style = { size: 8, weight: "regular", color: MUTED };

/** The title of the document. */
export const TITLE: Style = { size: 22, weight: "bold", color: TEXT };

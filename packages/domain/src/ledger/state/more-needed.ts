/**
 * Thrown by a rule that reached the end of the loaded grants or debts while the organization has more of them. It is
 * no refusal: the caller loads more, and decides the command again.
 * @source docs/rules.md#open-rows
 */
export class MoreNeeded extends Error {
  override readonly name = "MoreNeeded";
  readonly what: "grants" | "debts";

  constructor(what: MoreNeeded["what"]) {
    super(`the rule needs more open ${what} than were loaded`);
    this.what = what;
  }
}

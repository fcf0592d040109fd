/**
 * The owner of a table: the platform as a whole, or the organizations whose rows the table holds. A transaction writes
 * to one home only.
 * @source docs/rules.md#two-homes
 */
export type Home = "platform" | "organizations";

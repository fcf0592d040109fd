import { expect, it } from "vitest";
import { isContention, isTransient, unavailable } from "./errors.ts";

const withState = (code: string): Error => Object.assign(new Error("the driver's message"), { code });

it.each([
  ["a read-only database", "25006"],
  ["a transaction that was idle too long", "25P03"],
  ["a transaction that took too long", "25P04"],
  ["an idle session", "57P05"],
  ["an outcome that is not known", "40003"],
  ["a full disk", "53100"],
  ["too little memory", "53200"],
  ["a limit of the server", "53400"],
  ["too many connections", "53300"],
  ["a stop by the administrator", "57P01"],
  ["a crash", "57P02"],
  ["a start", "57P03"],
  ["a lost connection", "08006"],
  ["a serialization failure", "40001"],
  ["a deadlock", "40P01"],
  ["a lock that took too long", "55P03"],
  ["a statement that took too long", "57014"],
])("C15 %s may pass, and the caller is told when to retry", (_name, code) => {
  expect(isTransient(withState(code))).toBe(true);
  expect(unavailable(withState(code))).toMatchObject({ reason: "unavailable", retryAfterMs: 1000 });
});

it.each(["42501", "23514", "22003", "42P01", "XX000", "SC001"])("C15 %s does not pass by itself", (code) => {
  expect(isTransient(withState(code))).toBe(false);
});

it("a lock, or a statement that needs too much memory, may concern one organization alone", () => {
  expect(["40P01", "53200", "53400"].every((code) => isContention(withState(code)))).toBe(true);
  expect(["25006", "53100", "57P01"].some((code) => isContention(withState(code)))).toBe(false);
});

it("says what the database cannot do, and repeats nothing of the driver", () => {
  const messages = ["25006", "53100", "40P01", "57P01"].map((code) => unavailable(withState(code)).message);
  expect(messages).toEqual([
    "The database allows no changes at the moment. Try again shortly.",
    "The database has no space left. Try again shortly.",
    "Another change takes long. Try again shortly.",
    "The database did not answer. Try again shortly.",
  ]);
});

import { randomUUID } from "node:crypto";
import { PERMISSIONS, type Permission } from "@scrip/domain/access";
import { makeOperator } from "@scrip/usecases/operators/make-operator";
import { describe, expect, it } from "vitest";
import { anApi } from "./testing/an-api.ts";
import { type Answered, PROCEDURES } from "./testing/answered.ts";
import { fullCalls } from "./testing/full-calls.ts";

const api = await anApi();
const org = await api.anOrganization({ credit: 5_000_000 });
const { hold } = await api.ok("holds.place", { org, amount: "1000" });
const CALLS = fullCalls(org, hold);
const person = await api.aPerson({ org });
await makeOperator(api.owner.platform, person.personId);

/** PostgreSQL cannot store them: they must be refused before. */
const UNSTORABLE = ["a\u0000b", "\ud800a"];
const HOSTILE = {
  F4: ["k".repeat(20_000)],
  F5: [...UNSTORABLE, "a\u202eb"],
  F6: ["'; DROP TABLE organizations; --", "\\' OR $1 = %_"],
  F7: ['=HYPERLINK("http://e.example")<img src=x onerror=alert(1)>'],
  F8: ["__proto__", "constructor"],
} as const;
const CORPUS = Object.values(HOSTILE).flat();

/** Calls that succeed with a hostile reason end the organization, so they come last. */
const LAST = ["organizations.close", "operators.close"];
const NAMES = Object.keys(PROCEDURES).toSorted((a, b) => LAST.indexOf(a) - LAST.indexOf(b));

type Path = readonly (string | number)[];

/** A place in an input that has a text: a value, or the name of a field of a record. */
interface Place {
  readonly path: Path;
  readonly isName: boolean;
}

/** The records whose fields the caller names. */
const RECORDS = ["rates", "entitlements"];
/** Every call has the same schema for them, and the test of bad input tries hostile texts there. */
const ELSEWHERE = ["org", "idempotencyKey"];

/** Every text in an input, at any depth. */
function* placesIn(value: unknown, path: Path = []): Generator<Place> {
  if (typeof value === "string") yield { path, isName: false };
  if (typeof value !== "object" || value === null) return;
  for (const [name, inside] of Object.entries(value)) {
    if (RECORDS.includes(String(path.at(-1)))) yield { path: [...path, name], isName: true };
    yield* placesIn(inside, [...path, Array.isArray(value) ? Number(name) : name]);
  }
}

/** The input with another text at a place, as JSON: an object could not have a field with the name `__proto__`. */
function withText(value: unknown, { path, isName }: Place, text: string): string {
  const [first, ...rest] = path;
  if (first === undefined) return JSON.stringify(text);
  if (Array.isArray(value)) {
    const items = value.map((item, index) =>
      index === first ? withText(item, { path: rest, isName }, text) : JSON.stringify(item),
    );
    return `[${items.join(",")}]`;
  }
  const fields = Object.entries(value as object).map(([name, inside]) => {
    if (name !== first) return `${JSON.stringify(name)}:${JSON.stringify(inside)}`;
    if (isName && rest.length === 0) return `${JSON.stringify(text)}:${JSON.stringify(inside)}`;
    return `${JSON.stringify(name)}:${withText(inside, { path: rest, isName }, text)}`;
  });
  return `{${fields.join(",")}}`;
}

/** The same input with an idempotency key of its own: a key that was used before would refuse the rest unread. */
const anew = (input: object): object =>
  "idempotencyKey" in input ? { ...input, idempotencyKey: randomUUID() } : input;

/** Calls a procedure with the platform key, or as a person if no key may call it. */
function ask(procedure: string, input: string): Promise<Answered> {
  const { permission, reach } = PROCEDURES[procedure]?.meta ?? {};
  const isOfMembers = reach === "organization" && PERMISSIONS[permission as Permission].keys === null;
  return isOfMembers || reach === "person" || reach === "operator"
    ? person.call(procedure, input)
    : api.call(procedure, input);
}

/** Whether the input of a query is too long for the URL that carries it. */
const isTooLong = (procedure: string, text: string): boolean =>
  PROCEDURES[procedure]?.type !== "mutation" && text.length > 10_000;

describe("hostile input", () => {
  it("is tried on every procedure", () => {
    expect(Object.keys(CALLS).toSorted()).toEqual(Object.keys(PROCEDURES).toSorted());
  });

  it.each(NAMES)("F4-F8 %s takes any text as text, or refuses it", async (procedure) => {
    const input = CALLS[procedure] ?? {};
    for (const place of placesIn(input)) {
      if (ELSEWHERE.includes(String(place.path[0]))) continue;
      const asked = CORPUS.filter((text) => !isTooLong(procedure, text)).map(async (text) => {
        const { status, error } = await ask(procedure, withText(anew(input), place, text));
        const what = `${procedure} ${place.path.join(".")} ${JSON.stringify(text).slice(0, 60)}`;
        return { what, status, code: error?.code, isUnstorable: UNSTORABLE.includes(text) };
      });
      const answers = await Promise.all(asked);
      expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
      if (procedure === "live.balance" && place.path[0] === "lastEventId") continue; // Nobody stores or shows it.
      expect(answers.filter(({ status, isUnstorable }) => isUnstorable && status === 200)).toEqual([]);
    }
  });

  it("F6 leaves every row in its place", async () => {
    expect(await api.ok("ledger.verify", { orgs: [org] })).toMatchObject({ ok: true });
  });
});

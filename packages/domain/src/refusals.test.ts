import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, expectTypeOf, it } from "vitest";
import type { RefusalPart } from "./refusal/part.ts";
import {
  type CodesOfKind,
  isRecorded,
  isRefusalCode,
  REFUSALS,
  type RefusalCode,
  refusal,
  wirePrefix,
} from "./refusals.ts";

const SOURCES = import.meta.dirname;
const FILES = readdirSync(SOURCES, { recursive: true, encoding: "utf8" }).filter((path) =>
  /[\\/]refusals\.ts$/.test(path),
);

/** The codes of every `<area>/refusals.ts` of this package. */
async function codesInFiles(): Promise<string[]> {
  const modules = await Promise.all(
    FILES.map((file) => import(join(SOURCES, file)) as Promise<Readonly<Record<string, RefusalPart>>>),
  );
  return modules.flatMap((parts) => Object.values(parts).flatMap((part) => Object.keys(part)));
}

describe("the table of refusals", () => {
  it("has every code of every area, and no code twice", async () => {
    expect(FILES.length).toBeGreaterThan(6);
    expect((await codesInFiles()).sort()).toEqual(Object.keys(REFUSALS).sort());
  });

  it.each(Object.entries(REFUSALS))("says in one sentence when %s is given", (code, { meaning }) => {
    expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
    expect(meaning).toMatch(/^[A-Z][^.]+\.$/);
  });

  it("gives a name one meaning: a text that is an amount in one code is an amount in every code", () => {
    const fields = Object.values(REFUSALS).flatMap(({ data }) => Object.entries<string>(data));
    const texts = fields.filter(([, type]) => !["count", "instant", "milliseconds"].includes(type));
    const typesOf = Map.groupBy(texts, ([name]) => name);
    const mixed = [...typesOf].filter(([, all]) => new Set(all.map(([, type]) => type === "amount")).size > 1);
    expect(mixed).toEqual([]);
  });
});

describe("the record of a refusal", () => {
  it.each<[RefusalCode, boolean]>([
    ["insufficient_credit", true],
    ["hold_closed", true],
    ["unknown_resource", true],
    ["quantity_goes_back", true],
    ["quantity_ahead_of_time", false],
    ["job_not_found", false],
    ["hold_not_found", false],
    ["bad_input", false],
    ["key_reused", false],
    ["organization_not_found", false],
    ["busy", false],
  ])("L13 %s: %s", (code, recorded) => {
    expect(isRecorded(code)).toBe(recorded);
  });
});

describe("a refusal", () => {
  it("has the data of its code", () => {
    const taken = refusal("name_taken", "There is an organization of this name.", { name: "Acme" });
    expect(taken).toEqual({
      code: "name_taken",
      message: "There is an organization of this name.",
      data: { name: "Acme" },
    });
    expectTypeOf(taken.data).toEqualTypeOf<{ readonly name: string }>();
    // @ts-expect-error -- the name is missing
    refusal("name_taken", "There is an organization of this name.");
    // @ts-expect-error -- a name is text
    refusal("name_taken", "There is an organization of this name.", { name: 5 });
    // @ts-expect-error -- the data of another code
    refusal("name_taken", "There is an organization of this name.", { name: "Acme", resource: "gpu" });
    // @ts-expect-error -- not a code
    refusal("moon_is_full", "The moon is full.");
  });

  it("needs no data where its code has none", () => {
    expect(refusal("not_found", "There is no such entry.").data).toEqual({});
  });

  it("knows the codes of this version only", () => {
    expect(isRefusalCode("busy")).toBe(true);
    expect(isRefusalCode("moon_is_full")).toBe(false);
    expect(isRefusalCode("toString")).toBe(false);
    expectTypeOf<CodesOfKind<"payment">>().toEqualTypeOf<
      "insufficient_credit" | "budget_exceeded" | "limit_reached" | "not_in_plan" | "payment_failed"
    >();
    expectTypeOf<CodesOfKind<"payment">>().toExtend<RefusalCode>();
  });
});

it("an id has a prefix on the wire, and no other field has one", () => {
  expect([wirePrefix("hold_id"), wirePrefix("org_id"), wirePrefix("text")]).toEqual(["hold", "org", null]);
});

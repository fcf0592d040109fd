import { expect, it } from "vitest";
import { orgsOf, orgsProblem } from "./limited-orgs.ts";

const id = (last: number) => `org_00000000-0000-7000-8000-${String(last).padStart(12, "0")}`;

it("reads ids between spaces, lines and commas, each once", () => {
  expect(orgsOf("")).toEqual([]);
  expect(orgsOf(` ${id(1)}, ${id(2)}\n${id(1)} `)).toEqual([id(1), id(2)]);
});

it("names the text that is no id, and refuses more than 100", () => {
  expect(orgsProblem("")).toBeUndefined();
  expect(orgsProblem(id(1))).toBeUndefined();
  expect(orgsProblem(`${id(1)} acme`)).toContain("“acme”");
  expect(orgsProblem(Array.from({ length: 101 }, (_, at) => id(at)).join(" "))).toBe("At most 100 organizations.");
});

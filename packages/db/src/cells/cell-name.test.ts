import { describe, expect, it } from "vitest";
import { cellUrlsAs, cellUrlsOnlyAs, parseCells } from "./cell-name.ts";

describe("SCRIP_CELLS", () => {
  it("has names with addresses, in their order", () => {
    const text = "a=postgres://one/scrip, eu-2=postgres://me:pa,b=c@two:5433/scrip?sslmode=require";
    expect([...parseCells(text)]).toEqual([
      ["a", "postgres://one/scrip"],
      ["eu-2", "postgres://me:pa,b=c@two:5433/scrip?sslmode=require"],
    ]);
  });

  it.each([
    ["", "must be names with addresses"],
    ["postgres://one/scrip", "must be names with addresses"],
    ["A=postgres://one/scrip", "must be names with addresses"],
    [`${"a".repeat(32)}=postgres://one/scrip`, "must be names with addresses"],
    ["a=nowhere", "the address of the cell a is not a URL"],
    ["a=postgres://one/x,a=postgres://two/x", "names the cell a twice"],
  ])("%j is refused", (text, message) => {
    expect(() => parseCells(text)).toThrow(message);
  });

  it("gives the login of a role to an address that has none", () => {
    const cells = parseCells("a=postgres://one/scrip,b=postgres://own:word@two/scrip");
    const role = "postgres://scrip_app:se%2Fcret@elsewhere/platform";
    expect([...cellUrlsAs(cells, role).values()]).toEqual([
      "postgres://scrip_app:se%2Fcret@one/scrip",
      "postgres://own:word@two/scrip",
    ]);
    expect(cellUrlsOnlyAs(cells, role).get("b")).toBe("postgres://scrip_app:se%2Fcret@two/scrip");
  });
});

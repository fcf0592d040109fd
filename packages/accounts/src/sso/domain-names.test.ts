import { expect, it } from "vitest";
import { readDomain } from "./domain-names.ts";

it.each([
  ["acme.com", "acme.com", true],
  [" Research.ACME.com. ", "research.acme.com", true],
  ["bücher.example", "xn--bcher-kva.example", true],
  ["co.uk", "co.uk", false],
  ["github.io", "github.io", false],
  ["acme.github.io", "acme.github.io", true],
])("%j is the domain %s", (text, domain, isOwn) => {
  expect(readDomain(text)).toEqual({ domain, isOwn });
});

it.each(["com", "localhost", "10.0.0.1", "https://acme.com", "ada@acme.com", "acme.com/x", "a b.com", "", "-.com"])(
  "%j is no domain",
  (text) => {
    expect(readDomain(text)).toBeNull();
  },
);

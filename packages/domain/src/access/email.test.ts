import { expect, it } from "vitest";
import { creditEmail, normalEmail } from "./email.ts";

it.each([
  [" Ada@Example.COM ", "ada@example.com"],
  ["ADÉ@example.com", "adé@example.com"],
  ["ade\u0301@example.com", "ad\u00e9@example.com"],
])("compares %s as %s", (text, normal) => {
  expect(normalEmail(text)).toBe(normal);
});

it.each([
  ["Ada+gpu@example.com", "ada@example.com"],
  ["a.da@example.com", "a.da@example.com"],
  ["A.d.a+1+2@gmail.com", "ada@gmail.com"],
  ["a.da@googlemail.com", "ada@gmail.com"],
  ['"a@b"+x@example.com', '"a@b"@example.com'],
])("G9 gives credit to the mailbox of %s once, as %s", (text, mailbox) => {
  expect(creditEmail(text)).toBe(mailbox);
});

import { randomUUID } from "node:crypto";
import { extractText, getDocumentProxy } from "unpdf";
import { expect, it } from "vitest";
import { anOperator, aPage, aServer, callAs, inspect } from "./testing/index.ts";

const server = await aServer();
const ada = await anOperator(server, "Ada Operator");

it("the statement of a month that has ended is a PDF with its figures", async () => {
  const { page: desk } = await aPage(server, { as: ada, reducedMotion: true });
  await desk.goto("/operators/seller");
  const seller = {
    name: "Compute GmbH",
    address: ["10115 Berlin"],
    country: "DE",
    taxIds: [],
    taxes: [],
    prefix: "SC",
  };
  expect((await callAs(desk, "mutation", "operators.seller.set", seller)).code).toBeNull();

  const organization = await server.newOrganization({ testClock: new Date("2030-01-10T12:00:00Z") });
  const { org } = organization;
  const { page } = await aPage(server, { reducedMotion: true });
  await page.goto(`/o/${org}/statements/2030-01`);
  await organization.grants.create({ source: "purchase", amount: 25_000_000n, idempotencyKey: randomUUID() });
  await organization.charges.create({ amount: 7_345_678n, resource: "export", idempotencyKey: randomUUID() });
  await organization.clocks.advance({ to: new Date("2030-02-03T00:00:00Z") });

  await page.reload();
  const summary = page.getByRole("table", { name: "Credit of the month" });
  await expect.poll(() => summary.getByRole("row").last().textContent()).toContain("$17.654322");
  await page.getByRole("button", { name: "PDF" }).click();
  const link = page.getByRole("link", { name: /^PDF/ });
  await link.waitFor();
  expect(await inspect(page, "statement-pdf")).toEqual([]);
  const answer = await page.context().request.get(new URL((await link.getAttribute("href")) ?? "", server.url).href);
  expect(answer.headers()["content-disposition"]).toMatch(/^attachment; filename="statement-SC-S\d{6}\.pdf"$/);
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(await answer.body())), { mergePages: true });
  for (const part of ["Statement", "January 2030", "Credit added, purchase", "$25.00", "-$7.345678", "$17.654322"])
    expect(text).toContain(part);
});

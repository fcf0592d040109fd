import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { TEST_SECRET } from "@scrip/accounts/testing/test-person";
import { afterAll, expect, it } from "vitest";
import { aPage, aServerWithMail, inspectAt } from "./testing/index.ts";

const ENV = { SCRIP_AUTH_SECRET: TEST_SECRET, SCRIP_WEBHOOK_ALLOW_PRIVATE: "1", SCRIP_SWEEP_SECONDS: "1" };
const server = await aServerWithMail(ENV);

/** A receiver on this machine, whose answer the test changes. */
let status = 500;
const bodies: string[] = [];
const receiver = createServer((request, response) => {
  let body = "";
  request.on("data", (text: Buffer) => {
    body += text.toString();
  });
  request.on("end", () => {
    bodies.push(body);
    response.writeHead(status).end(`The receiver says ${status}`);
  });
});
receiver.listen(0, "127.0.0.1");
await once(receiver, "listening");
afterAll(() => {
  receiver.closeAllConnections();
  receiver.close();
});
const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hooks`;

it("a member makes a webhook, tests it, reads the log, sends again, rotates, switches off and removes it", async () => {
  const client = await server.newOrganization({ name: "Hooks Lab" });
  // The address with a password is refused.
  const { page } = await aPage(server, { expected: [/status of 400.*webhooks\.create/] });
  await page.goto(`/o/${client.org}/settings/webhooks`);
  await page.getByText("No webhooks yet").waitFor();
  await page.getByRole("button", { name: "New webhook" }).click();
  const dialog = page.getByRole("dialog", { name: "New webhook" });
  await dialog.getByRole("button", { name: "Create the webhook" }).click();
  await dialog.getByText("Enter an address such as https://example.com/hooks.").waitFor();
  await dialog.getByLabel("Address").fill("https://me:secret@example.com/");
  await dialog.getByRole("button", { name: "Create the webhook" }).click();
  await dialog.getByText("The address must not contain a name or a password.").waitFor();
  await dialog.getByLabel("Address").fill(url);
  await dialog.getByRole("button", { name: "Some" }).click();
  await dialog.getByText("balance.low", { exact: true }).click();
  await dialog.getByRole("button", { name: "Create the webhook" }).click();
  const secret = page.getByRole("dialog", { name: "Copy the signing secret now" });
  await secret.getByText(/^whsec_/).waitFor();
  await secret.getByRole("button", { name: "I have stored it" }).click();
  await page.getByRole("table", { name: "Webhooks" }).getByText("New", { exact: true }).waitFor();

  await page.getByRole("link", { name: url }).click();
  await page.getByText("Nothing was sent yet").waitFor();
  await page.getByRole("button", { name: "Send test event" }).click();
  const log = page.getByRole("table", { name: "Deliveries" });
  await log.getByText("500").waitFor({ timeout: 60_000 });
  await page.getByText("Deliveries fail").waitFor({ timeout: 60_000 });
  await log.getByRole("link", { name: "test" }).click();
  const drawer = page.getByRole("dialog", { name: "test" });
  await drawer.getByText('"message": "This is a test."').waitFor();
  await drawer.getByText("The receiver says 500").first().waitFor();
  await drawer.getByText("1. Answered 500").waitFor();

  status = 200;
  await drawer.getByRole("button", { name: "Send again" }).click();
  await drawer.getByText("Delivered").waitFor({ timeout: 60_000 });
  await drawer.getByText("The receiver says 200").waitFor();
  expect(new Set(bodies).size).toBe(1);
  await page.keyboard.press("Escape");
  await page.getByText("Works").waitFor({ timeout: 60_000 });

  const act = async (name: string): Promise<void> => {
    await page.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name }).click();
  };
  await act("Rotate the secret");
  await page.getByRole("button", { name: "Rotate the secret" }).click();
  await secret.getByText(/^whsec_/).waitFor();
  await secret.getByRole("button", { name: "I have stored it" }).click();
  await page.getByText("valid until").waitFor();
  await act("Switch off");
  await page.getByRole("button", { name: "Switch off" }).click();
  await page.getByText("This webhook is off").waitFor();
  await act("Remove");
  await page.getByRole("button", { name: "Remove the webhook" }).click();
  await page.getByText("No webhooks yet").waitFor();
}, 240_000);

it("the pages of webhooks are accessible and fit every width", async () => {
  const client = await server.newOrganization({ name: "Hooks Sights" });
  const { page } = await aPage(server);
  await page.goto(`/o/${client.org}/settings/webhooks`);
  await page.getByRole("button", { name: "New webhook" }).click();
  await page.getByRole("dialog", { name: "New webhook" }).getByLabel("Address").fill(url);
  await page.getByRole("button", { name: "Create the webhook" }).click();
  await page.getByRole("button", { name: "I have stored it" }).click();
  await page.getByRole("link", { name: url }).click();
  status = 200;
  await page.getByRole("button", { name: "Send test event" }).click();
  await page.getByText("Works").waitFor({ timeout: 60_000 });
  await page.getByRole("table", { name: "Deliveries" }).getByText("Delivered").waitFor();
  const wrong: string[] = [];
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    wrong.push(...(await inspectAt(page, width, "webhook")));
    await page.getByRole("table", { name: "Deliveries" }).getByRole("link", { name: "test" }).click();
    await page.getByText("1. Answered 200").waitFor();
    wrong.push(...(await inspectAt(page, width, "webhook-delivery")));
    await page.keyboard.press("Escape");
    await page.goto(`/o/${client.org}/settings/webhooks`);
    await page.getByText("Works").waitFor();
    wrong.push(...(await inspectAt(page, width, "webhooks")));
    await page.getByRole("button", { name: "New webhook" }).click();
    await page.getByRole("button", { name: "Some" }).click();
    await page.getByText("balance.low", { exact: true }).waitFor();
    wrong.push(...(await inspectAt(page, width, "webhook-new")));
    await page.keyboard.press("Escape");
    await page.getByRole("link", { name: url }).click();
    await page.getByRole("table", { name: "Deliveries" }).waitFor();
  }
  expect(wrong).toEqual([]);
}, 240_000);

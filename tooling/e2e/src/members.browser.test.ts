import { randomBytes } from "node:crypto";
import type { Role } from "@scrip/domain/access";
import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import {
  aPage,
  aPerson,
  expectSeen,
  inspect,
  join,
  setPlan,
  tabTo,
  theServer,
  tooWideAt,
  untilFocused,
} from "./testing/index.ts";

const server = theServer();

describe("the members page", () => {
  it("invites, sends again, withdraws, changes a role and removes, by keyboard alone", async () => {
    const { org, owner } = await aTeam({ "Grace Hopper": "viewer" });
    await setPlan(server, org, "pro");
    const { page } = await aPage(server, { as: owner, expected: [/^console: Failed to load resource: .* 409/] });
    await page.goto(`/o/${org}/settings/members`);
    await page.getByText("2 of 5 seats in use").waitFor();

    await tabTo(page, "button", "Invite");
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: /^Invite somebody to / });
    const email = dialog.getByLabel("E-mail");
    await email.waitFor();
    // An address that is none is refused at its field, which then has the focus.
    await email.press("Enter");
    await dialog.getByText("Enter an e-mail address.").waitFor();
    await untilFocused(email);
    await expectSeen(page);
    await page.keyboard.type("mary@example.com");
    await page.keyboard.press("Tab");
    await untilFocused(dialog.getByRole("combobox", { name: "Role" }));
    await page.keyboard.press("Enter");
    await choose(page, page.getByRole("option", { name: "Billing" }));
    await dialog.getByText("takes care of payments").waitFor();
    await dialog.getByRole("button", { name: "Send invitation" }).press("Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    const invitation = page.getByRole("table", { name: "Invitations" }).getByRole("row", { name: /mary@example\.com/ });
    await invitation.getByText("Billing").waitFor();
    await page.getByText("3 of 5 seats in use").waitFor();

    await act(page, "Actions for the invitation to mary@example.com", "Send again with a new link");
    await page.getByText("A new link was sent to mary@example.com").first().waitFor();
    await act(page, "Actions for the invitation to mary@example.com", "Withdraw");
    await invitation.waitFor({ state: "detached" });
    await page.getByText("2 of 5 seats in use").waitFor();

    const grace = page.getByRole("table", { name: "Members" }).getByRole("row", { name: /Grace Hopper/ });
    await act(page, "Actions for Grace Hopper", "Admin");
    await grace.getByText("Admin", { exact: true }).waitFor();
    await act(page, "Actions for Grace Hopper", "Remove");
    const remove = page.getByRole("dialog", { name: "Remove Grace Hopper?" });
    await remove.getByText("loses access").waitFor();
    await remove.getByRole("button", { name: "Remove" }).press("Enter");
    await grace.waitFor({ state: "detached" });
    await page.getByText("1 of 5 seats in use").waitFor();
  }, 90_000);

  it("says in its dialog that no seat is free", async () => {
    const { org, owner } = await aTeam({});
    const { page } = await aPage(server, { as: owner, expected: [/^console: Failed to load resource: .* 402/] });
    await page.goto(`/o/${org}/settings/members`);
    await page.getByText("1 of 1 seat in use").waitFor();
    await page.getByRole("button", { name: "Invite" }).click();
    const dialog = page.getByRole("dialog", { name: /^Invite somebody to / });
    await dialog.getByLabel("E-mail").fill("mary@example.com");
    await dialog.getByRole("button", { name: "Send invitation" }).click();
    await dialog.getByRole("alert").getByText("The plan allows one member").waitFor();
    await expect.poll(() => dialog.getByLabel("E-mail").inputValue()).toBe("mary@example.com");
  });

  it("transfers the ownership; the former owner is an admin, and can leave", async () => {
    const { org, owner, people } = await aTeam({ "Grace Hopper": "member" });
    const { page } = await aPage(server, { as: owner });
    await page.goto(`/o/${org}/settings/members`);
    await page.getByRole("button", { name: "Actions for Grace Hopper" }).waitFor();
    // The owner cannot leave before the transfer: there is no menu.
    await expect.poll(() => page.getByRole("button", { name: "Actions for Ada Lovelace" }).count()).toBe(0);
    await act(page, "Actions for Grace Hopper", "Make owner");
    const transfer = page.getByRole("dialog", { name: "Make Grace Hopper the owner?" });
    await transfer.getByRole("button", { name: "Make owner" }).click();
    await transfer.waitFor({ state: "detached" });
    const table = page.getByRole("table", { name: "Members" });
    await table
      .getByRole("row", { name: /Grace Hopper/ })
      .getByText("Owner", { exact: true })
      .waitFor();
    await table
      .getByRole("row", { name: /Ada Lovelace/ })
      .getByText("Admin", { exact: true })
      .waitFor();
    await expect.poll(() => page.getByRole("button", { name: "Actions for Grace Hopper" }).count()).toBe(0);
    await act(page, "Actions for Ada Lovelace", "Leave the organization");
    await page
      .getByRole("dialog", { name: /^Leave / })
      .getByRole("button", { name: "Leave" })
      .click();
    await page.waitForURL((url) => !url.pathname.includes(org));
    const [grace] = people;
    const heir = await aPage(server, { ...(grace && { as: grace }) });
    await heir.page.goto(`/o/${org}/settings/members`);
    await heir.page.getByText("1 of 1 seat in use").waitFor();
  }, 90_000);

  it("G3 a viewer sees the members, and can only leave", async () => {
    const { org, name, people } = await aTeam({ "Grace Hopper": "viewer" });
    const [grace] = people;
    const { page } = await aPage(server, { ...(grace && { as: grace }) });
    await page.goto(`/o/${org}/settings/members`);
    const table = page.getByRole("table", { name: "Members" });
    await table.getByText("Ada Lovelace").waitFor();
    await expect.poll(() => page.getByRole("button", { name: "Invite" }).count()).toBe(0);
    await expect.poll(() => table.getByRole("button").count()).toBe(1);
    await table.getByRole("button", { name: "Actions for Grace Hopper" }).click();
    await page.getByRole("menuitem", { name: "Leave the organization" }).waitFor();
    await expect.poll(() => page.getByRole("menuitem").count()).toBe(1);
    await page.keyboard.press("Escape");
    await page.goto(`/o/${org}/settings/organization`);
    await page.getByRole("main").getByText("Plan", { exact: true }).waitFor();
    await page.getByRole("main").getByText(name, { exact: true }).waitFor();
    await expect.poll(() => page.getByRole("main").getByRole("button").allTextContents()).not.toContain("Rename");
    await expect.poll(() => page.getByRole("button", { name: "Close the organization" }).count()).toBe(0);
  });
});

describe("the organization page", () => {
  it("renames the organization everywhere, and closes it after its name is typed", async () => {
    const { org, owner, name } = await aTeam({});
    const { page } = await aPage(server, { as: owner });
    await page.goto(`/o/${org}/settings/organization`);
    await page.getByText(org).waitFor();
    await page.getByRole("button", { name: "Rename" }).press("Enter");
    const rename = page.getByRole("dialog", { name: "Rename the organization" });
    await expect.poll(() => rename.getByRole("textbox", { name: "Name" }).inputValue()).toBe(name);
    await rename.getByRole("textbox", { name: "Name" }).fill("Harbor Laboratory");
    await rename.getByRole("textbox", { name: "Name" }).press("Enter");
    await rename.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Organization: Harbor Laboratory" }).waitFor();

    await page.getByRole("button", { name: "Close the organization" }).click();
    const close = page.getByRole("dialog", { name: "Close Harbor Laboratory?" });
    await close.getByLabel("Reason").fill("The work is done");
    await close.getByLabel(/^Type the name/).fill("Harbor");
    await close.getByRole("button", { name: "Close the organization" }).click();
    await close.getByText("Type Harbor Laboratory.").waitFor();
    await close.getByLabel(/^Type the name/).fill("Harbor Laboratory");
    await close.getByRole("button", { name: "Close the organization" }).click();
    await page.getByText("This organization is closed").waitFor();
    await expect.poll(() => page.getByRole("button", { name: "Rename" }).count()).toBe(0);
  });

  it("says what keeps the organization from being closed", async () => {
    const { org, owner } = await aTeam({});
    const client = server.client.organization(org);
    await client.grants.create({ source: "purchase", amount: 5_000_000n });
    await client.jobs.start({ job: "train", resource: "gpu.rtx-3090", next: { untilMs: 60_000 } });
    const { page } = await aPage(server, { as: owner });
    await page.goto(`/o/${org}/settings/organization`);
    await page.getByRole("button", { name: "Close the organization" }).click();
    await page.getByRole("dialog").getByText("1 job is running or paused").waitFor();
    await expect.poll(() => page.getByRole("dialog").getByLabel("Reason").count()).toBe(0);
  });
});

it.each([1440, 390])(
  "%i pixels wide: axe finds nothing in light and dark, and each sight fits, that of a phone also 320 pixels",
  async (width) => {
    const { org, owner } = await aTeam({
      "Grace Brewster Murray Hopper of the United States Navy": "admin",
      "Mary Jackson": "billing",
      "Katherine Johnson": "viewer",
    });
    await setPlan(server, org, "pro");
    const { page } = await aPage(server, { as: owner, width, reducedMotion: true });
    const wrong: string[] = [];
    const see = async (sight: string): Promise<void> => {
      wrong.push(...(await inspect(page, `${sight}-${width}`)));
      if (width < 600) wrong.push(...(await tooWideAt(page, 320, sight)));
    };
    await page.goto(`/o/${org}/settings/members`);
    await page.getByText("4 of 5 seats in use").waitFor();
    await page.getByRole("button", { name: "Invite" }).click();
    const dialog = page.getByRole("dialog", { name: /^Invite somebody to / });
    await dialog.getByLabel("E-mail").fill("a.person.with.a.long.address@laboratories.example.com");
    await see("members-invite");
    await dialog.getByRole("button", { name: "Send invitation" }).click();
    await page.getByRole("table", { name: "Invitations" }).waitFor();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await see("members");
    await page.getByRole("button", { name: "Actions for Mary Jackson" }).click();
    await page.getByRole("menuitem", { name: "Make owner" }).waitFor();
    await see("members-menu");
    await page.getByRole("menuitem", { name: "Remove" }).click();
    await page.getByRole("dialog", { name: "Remove Mary Jackson?" }).waitFor();
    await see("members-remove");
    await page.goto(`/o/${org}/settings/organization`);
    await page.getByText("Pro", { exact: true }).waitFor();
    await see("organization");
    await page.getByRole("button", { name: "Close the organization" }).click();
    await page.getByRole("dialog").waitFor();
    await see("organization-close");
    expect(wrong).toEqual([]);
  },
  180_000,
);

/** An organization of Ada Lovelace, who has just signed in, with further members. */
async function aTeam(roles: Readonly<Record<string, Role>>) {
  const name = `Harbor Lab ${randomBytes(3).toString("hex")}`;
  const { org } = await server.client.organizations.create({ name });
  const add = async (person: string, role: Role) => {
    const added = await aPerson(server, { name: person });
    await join(server, { org, personId: added.personId, role });
    return added;
  };
  const owner = await add("Ada Lovelace", "owner");
  const people = [];
  for (const [person, role] of Object.entries(roles)) people.push(await add(person, role));
  return { org, name, owner, people };
}

/** Chooses a line of the menu behind a button, by keyboard. */
async function act(page: Page, button: string, line: string): Promise<void> {
  await page.getByRole("button", { name: button }).press("Enter");
  await page.getByRole("menuitem", { name: line, exact: true }).press("Enter");
}

/** Moves up to a choice of the open list, and takes it. */
async function choose(page: Page, option: Locator): Promise<void> {
  await option.waitFor();
  for (let press = 0; press < 10; press += 1) {
    if (await option.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press("ArrowUp");
  }
  await page.keyboard.press("Enter");
}

import type { Command } from "commander";
import type { Console } from "../console.ts";
import { CouldNotRun } from "../could-not-run.ts";
import { ownerDatabaseUrl } from "../running-database.ts";
import { orRefuse } from "./with-platform.ts";

export function addCellsAdd(cells: Command, console: Console): void {
  cells
    .command("add")
    .summary("add a cell: first the present database, then further ones")
    .description(
      "Adds a cell. Without an address, the present database becomes the platform and the first cell, in place.\n" +
        "With an address, an empty database becomes a further cell: it gets its tables, the roles of the processes with\n" +
        "the passwords that they have, and the published catalogs. Safe to repeat after an interruption.",
    )
    .argument("<name>", "the name of the cell: lower-case letters, digits and hyphens")
    .argument("[url]", "the owner's address of an empty database; without a login it gets that of DATABASE_URL")
    .action((name: string, url: string | undefined) => add(console, name, url));
}

async function add(console: Console, name: string, url: string | undefined): Promise<void> {
  const { env, note } = console;
  const platformUrl = ownerDatabaseUrl(env);
  const { addCell, addFirstCell } = await import("@scrip/db/boot");
  if (url === undefined) {
    const isNew = await orRefuse(() => addFirstCell({ name, platformUrl }));
    note(isNew ? `The present database is the cell ${name} now.` : `The present database is the cell ${name} already.`);
    note(
      `Next: set SCRIP_CELLS=${name}=${withoutLogin(platformUrl)} for every process, and restart one after another.`,
    );
    return;
  }
  if (!URL.canParse(url)) throw new CouldNotRun(`${url} is not an address such as postgres://owner@host:5432/scrip.`);
  const { cellUrlsAs } = await import("@scrip/db/cells");
  const ownerUrl = cellUrlsAs(new Map([[name, url]]), platformUrl).get(name) ?? url;
  const given = {
    ...(env.appDatabaseUrl !== undefined && { app: env.appDatabaseUrl }),
    ...(env.workerDatabaseUrl !== undefined && { worker: env.workerDatabaseUrl }),
    ...(env.verifyDatabaseUrl !== undefined && { verify: env.verifyDatabaseUrl }),
  };
  const isNew = await orRefuse(() => addCell({ name, platformUrl, given }, ownerUrl));
  note(isNew ? `${name} is a cell now.` : `${name} is a cell already.`);
  note(
    `Next: add ${name}=${withoutLogin(ownerUrl)} to SCRIP_CELLS of every process, and restart one after another. ` +
      "New organizations go there once a worker has reported it.",
  );
}

/** An address as SCRIP_CELLS has it: each process logs in as its own role. */
function withoutLogin(url: string): string {
  const address = new URL(url);
  address.username = "";
  address.password = "";
  address.searchParams.delete("user");
  address.searchParams.delete("password");
  return address.href;
}

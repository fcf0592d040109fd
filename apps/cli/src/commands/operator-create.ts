import { readFileSync } from "node:fs";
import type { Homes } from "@scrip/db/connection";
import type { Command } from "commander";
import type { Console } from "../console.ts";
import { CouldNotRun } from "../could-not-run.ts";
import { emailAddress, shortText } from "./key-arguments.ts";
import { withOwner } from "./with-owner.ts";

interface CreateOptions {
  readonly email: string;
  readonly name?: string;
  readonly passwordFile?: string;
  readonly json?: true;
}

export function addOperatorCreate(operator: Command, console: Console): void {
  operator
    .command("create")
    .summary("make a person an operator")
    .description(
      "Makes a person an operator. A person without an account gets one, with the password of a file.\n" +
        "In production an operator also needs two-factor authentication, turned on after the first sign-in.",
    )
    .requiredOption("--email <address>", "the person's e-mail address", emailAddress)
    .option("--name <name>", "the name of a new person (default: the address)", shortText)
    .option("--password-file <file>", "a file with the password of a new person; - reads standard input")
    .option("--json", "print one JSON object")
    .action((options: CreateOptions) => create(console, options));
}

async function create(console: Console, options: CreateOptions): Promise<void> {
  const { makeOperator } = await import("@scrip/usecases/operators/make-operator");
  const made = await withOwner(console, async (owner) => {
    const person = await personOf(owner, options);
    return { ...person, isNewOperator: await makeOperator(owner.platform, person.personId) };
  });
  const { personId, isNewPerson, isNewOperator } = made;
  if (options.json) {
    console.out(JSON.stringify({ person: `person_${personId}`, email: options.email, isNewPerson, isNewOperator }));
    return;
  }
  if (isNewPerson) console.note(`${options.email} has an account now, with the password of the file.`);
  console.note(isNewOperator ? `${options.email} is an operator now.` : `${options.email} is an operator already.`);
}

/** Finds the person of the address, or creates one. A person who has an account keeps the password. */
async function personOf(
  owner: Homes,
  { email, name = email, passwordFile }: CreateOptions,
): Promise<{ readonly personId: string; readonly isNewPerson: boolean }> {
  const { findPersonByEmail } = await import("@scrip/db/access");
  const { inPlatform } = await import("@scrip/db/connection");
  const { createPerson } = await import("@scrip/accounts/create-person");
  return inPlatform(owner.platform, async (tx) => {
    const person = await findPersonByEmail(tx, email);
    if (person !== null) return { personId: person.id, isNewPerson: false };
    if (passwordFile === undefined)
      throw new CouldNotRun(
        `Nobody has an account with the address ${email}. Sign up first, or give the password of a new account by --password-file.`,
      );
    const personId = await createPerson(tx, { email, name, password: passwordIn(passwordFile) });
    return { personId, isNewPerson: true };
  });
}

const SHORTEST = 12;
const LONGEST = 128;

/** The first line of a file. */
function passwordIn(file: string): string {
  let text: string;
  try {
    text = readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (error) {
    throw new CouldNotRun(`The file ${file} cannot be read: ${(error as Error).message}`);
  }
  const [password = ""] = text.split(/\r?\n/, 1);
  if (password.length >= SHORTEST && password.length <= LONGEST) return password;
  throw new CouldNotRun(`The password must have ${SHORTEST} to ${LONGEST} characters, in the first line of the file.`);
}

import { findPeople } from "@scrip/db/access";
import { markDone } from "@scrip/db/claims";
import { PERSONAL_KEY, personalName } from "@scrip/domain/organizations";
import { type Deps, FROM_WITHIN } from "../deps.ts";
import { insertOwn } from "./create-own.ts";

/** More names than a person may create organizations. */
const MOST_NAMES = 50;

/**
 * Gives a new person their personal organization, with the person's name. Safe to repeat and to run at once: the creation
 * key is the same for every try.
 * @source docs/rules.md#organizations
 */
export async function welcomePerson(
  deps: Pick<Deps, "homes" | "books" | "catalogVersion">,
  personId: string,
): Promise<void> {
  const { platform } = deps.homes;
  const person = (await findPeople(platform, [personId])).get(personId);
  if (person !== undefined) await createPersonal(deps, personId, person.name);
  await markDone(platform, { kind: "welcome_person", ref: personId });
}

async function createPersonal(
  deps: Pick<Deps, "homes" | "books" | "catalogVersion">,
  personId: string,
  name: string,
): Promise<void> {
  for (let nth = 1; nth <= MOST_NAMES; nth += 1) {
    const terms = { name: personalName(name, nth), creationKey: PERSONAL_KEY, payload: PERSONAL_KEY };
    const outcome = await insertOwn(deps, { personId, from: FROM_WITHIN }, terms);
    // A personal organization that a restore lost stays lost.
    if (outcome.ok || outcome.refusal === "lost") return;
  }
  throw new Error(`no name is free for the personal organization of ${personId}`);
}

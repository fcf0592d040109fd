import type { QueryRunner } from "typeorm";
import type { RoleNames } from "../connection/roles.ts";
import { dropTables, type HomeMigration, rolesOf, runInHome } from "./home.ts";

/** Who sells: what documents print, and the taxes that are collected. */
export class CreateSeller1800000009200 implements HomeMigration {
  readonly name = "CreateSeller1800000009200";
  readonly home = "platform";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, TABLE);
    await runInHome(runner, rightsOf(rolesOf(runner)));
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, "seller");
  }
}

const TABLE = `
  -- One row, or none until an operator enters it.
  CREATE TABLE seller (
    id smallint NOT NULL,
    name text NOT NULL,
    -- The postal address, a line each, without the country.
    address text[] NOT NULL,
    country text NOT NULL,
    tax_ids text[] NOT NULL,
    -- The taxes that are collected: title, country and percent, at most one for each country.
    rates jsonb NOT NULL,
    -- What all document numbers begin with.
    prefix text NOT NULL,
    CONSTRAINT seller_pkey PRIMARY KEY (id),
    CONSTRAINT seller_only CHECK (id = 1),
    CONSTRAINT seller_country CHECK (country ~ '^[A-Z]{2}$'),
    CONSTRAINT seller_prefix CHECK (prefix ~ '^[A-Z0-9]{1,8}$')
  );
`;

function rightsOf({ app, worker, verify }: RoleNames): string {
  return `
    GRANT SELECT ON seller TO ${app}, ${worker}, ${verify};
    GRANT INSERT, UPDATE (name, address, country, tax_ids, rates, prefix) ON seller TO ${app};
  `;
}

import { EntitySchema, type EntitySchemaOptions, type ObjectLiteral } from "typeorm";
import type { Home } from "./home.ts";

/** A table with its home. Only a transaction or source of that home returns a repository of the table. */
export class HomeEntity<Row extends ObjectLiteral, In extends Home> extends EntitySchema<Row> {
  readonly home: In;

  constructor(home: In, options: EntitySchemaOptions<Row>) {
    super(options);
    this.home = home;
  }
}

/** Declares a table of the organizations' home. */
export function organizationEntity<Row extends ObjectLiteral>(
  options: EntitySchemaOptions<Row>,
): HomeEntity<Row, "organizations"> {
  return new HomeEntity("organizations", options);
}

/** Declares a table of the platform's home. */
export function platformEntity<Row extends ObjectLiteral>(
  options: EntitySchemaOptions<Row>,
): HomeEntity<Row, "platform"> {
  return new HomeEntity("platform", options);
}

import { EntitySchema, type EntitySchemaOptions, type ObjectLiteral } from "typeorm";
import type { Home } from "./home.ts";

/** A table with the home that it belongs to. Only a transaction of that home gives a repository of it. */
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

import { DefaultNamingStrategy } from "typeorm";

/** `effectiveAt` is the column `effective_at`. Tables and constraints are named by the entities themselves. */
export class SnakeCaseNames extends DefaultNamingStrategy {
  override columnName(propertyName: string, customName: string): string {
    return customName || propertyName.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }
}

/** Why an organization cannot move. */
export type MoveRefusal =
  | "unknown_cell"
  | "wrong_database"
  | "organization_not_found"
  | "already_there"
  | "cell_draining"
  | "under_way"
  | "rights_missing"
  | "schema_differs"
  | "catalog_behind"
  | "history_differs";

/** A move that cannot begin, or that was given up before the organization left its cell. Nothing has changed for callers. */
export class MoveRefused extends Error {
  override readonly name = "MoveRefused";
  readonly code: MoveRefusal;

  /** @param message says what to do */
  constructor(code: MoveRefusal, message: string) {
    super(message);
    this.code = code;
  }
}

/** The copy in the target is not what the source has. The organization stays where it is. */
export class CopyDiffers extends Error {
  override readonly name = "CopyDiffers";
}

import type { PlatformSource } from "../connection/home-source.ts";
import { ListedCellEntity, type ListedCellRow } from "./listed-cell.entity.ts";

/** The cells of the deployment, the first one first; none in a deployment that names no cells. */
export function listCells(platform: PlatformSource): Promise<ListedCellRow[]> {
  return platform.repository(ListedCellEntity).find({ order: { isFirst: "DESC", addedAt: "ASC", name: "ASC" } });
}

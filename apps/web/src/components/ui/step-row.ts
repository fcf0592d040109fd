/**
 * Moves the focus from row to row of a table. If no row has the focus, the first visible row gets it.
 * @param step how many rows down; negative for up
 * @returns whether there was a row to move to
 */
export function stepRow(table: ParentNode, step: number): boolean {
  const links = [...table.querySelectorAll<HTMLElement>("[data-row-link]")];
  const index = links.indexOf(document.activeElement as HTMLElement);
  const next = index === -1 ? links.find(isInSight) : links[index + step];
  if (next === undefined) return false;
  next.focus({ preventScroll: true });
  rowOf(next)?.scrollIntoView({ block: "nearest" });
  return true;
}

const rowOf = (link: HTMLElement): HTMLElement | null => link.closest<HTMLElement>('[role="row"]');

/** Whether the row lies below the bars that stick to the top of the page. */
function isInSight(link: HTMLElement): boolean {
  const row = rowOf(link);
  return (
    row !== null && row.getBoundingClientRect().top >= Number.parseFloat(getComputedStyle(row).scrollMarginTop) - 1
  );
}

/**
 * Moves the focus from row to row of a table.
 * @param step rows down; up, where it is below zero. From outside of the rows it is the first one that can be seen
 * @returns whether there was a row to move to
 */
export function stepRow(table: ParentNode, step: number): boolean {
  const links = [...table.querySelectorAll<HTMLElement>("[data-row-link]")];
  const place = links.indexOf(document.activeElement as HTMLElement);
  const next = place === -1 ? links.find(isSeen) : links[place + step];
  if (next === undefined) return false;
  next.focus({ preventScroll: true });
  rowOf(next)?.scrollIntoView({ block: "nearest" });
  return true;
}

const rowOf = (link: HTMLElement): HTMLElement | null => link.closest<HTMLElement>('[role="row"]');

/** Below what sticks to the top of the page. */
function isSeen(link: HTMLElement): boolean {
  const row = rowOf(link);
  return (
    row !== null && row.getBoundingClientRect().top >= Number.parseFloat(getComputedStyle(row).scrollMarginTop) - 1
  );
}

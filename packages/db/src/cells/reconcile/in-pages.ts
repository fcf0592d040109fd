import type { PlatformTx } from "../../connection/home-source.ts";
import type { Statement } from "../../connection/query.ts";

const PAGE = 5_000;
let cursors = 0;

/** Reads many rows of the platform in pages, from the snapshot of the statement. */
export async function* inPages<Row>(platform: PlatformTx, { text, values }: Statement): AsyncGenerator<readonly Row[]> {
  cursors += 1;
  const cursor = `scrip_page_${cursors}`;
  await platform.query(`DECLARE ${cursor} NO SCROLL CURSOR FOR ${text}`, [...values]);
  for (;;) {
    const page = await platform.query<Row[]>(`FETCH ${PAGE} FROM ${cursor}`);
    if (page.length > 0) yield page;
    if (page.length < PAGE) break;
  }
  await platform.query(`CLOSE ${cursor}`);
}

import { loginOf, withLogin } from "../connection/roles.ts";

/** What the name of a cell looks like. */
const NAME = /^[a-z][a-z0-9-]{0,30}$/;

/** The addresses of cells by their names, in the order in which they are given. */
export type CellUrls = ReadonlyMap<string, string>;

/**
 * Reads the addresses of cells, such as `a=postgres://scrip@one/scrip,b=postgres://scrip@two/scrip`.
 * @throws Error that says which part is wrong
 */
export function parseCells(text: string): CellUrls {
  const cells = new Map<string, string>();
  // The password in an address may have a comma, so a comma separates only where a name and an address follow.
  for (const part of text.split(/,(?=[^,=]*=\s*[a-z]+:\/\/)/)) {
    const [, name = "", url = ""] = /^\s*([^=]*)=(.*)$/s.exec(part) ?? [];
    if (!isCellName(name))
      throw new Error(
        `must be names with addresses, such as a=postgres://...,b=postgres://...; a name has lower-case letters, digits and hyphens, begins with a letter, and has at most 31 characters`,
      );
    if (!URL.canParse(url.trim())) throw new Error(`the address of the cell ${name} is not a URL`);
    if (cells.has(name)) throw new Error(`names the cell ${name} twice`);
    cells.set(name, url.trim());
  }
  return cells;
}

/**
 * Gives addresses that have no login that of a role, which has the same name and password in every cell.
 * @param roleUrl the address of the role in the platform's database
 */
export function cellUrlsAs(cells: CellUrls, roleUrl: string): CellUrls {
  return new Map([...cells].map(([name, url]) => [name, loginOf(url).user === "" ? withLoginOf(url, roleUrl) : url]));
}

/** Gives each address the login of a role, whatever login it has. */
export function cellUrlsOnlyAs(cells: CellUrls, roleUrl: string): CellUrls {
  return new Map([...cells].map(([name, url]) => [name, withLoginOf(url, roleUrl)]));
}

/** An address with the login of a role, whatever login it has. */
export function withLoginOf(url: string, roleUrl: string): string {
  const { user, password } = loginOf(roleUrl);
  return withLogin(new URL(url), user, password);
}

export function isCellName(name: string): boolean {
  return NAME.test(name);
}

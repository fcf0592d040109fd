/**
 * The parts of the DOM that functions of the tests use in a page. The library `dom` of TypeScript does not fit: its
 * `fetch` differs from the client's.
 */
interface PageElement {
  readonly tagName: string;
  readonly outerHTML: string;
  readonly textContent: string | null;
  readonly parentElement: PageElement | null;
  readonly scrollWidth: number;
  readonly clientWidth: number;
  readonly labels?: ArrayLike<PageElement> | null;
  getAttribute(name: string): string | null;
  closest(selector: string): PageElement | null;
  contains(element: PageElement | null): boolean;
}

declare const document: {
  readonly activeElement: PageElement | null;
  readonly body: PageElement & { readonly scrollHeight: number };
  readonly documentElement: PageElement;
};

declare function getComputedStyle(element: PageElement): {
  readonly color: string;
  readonly outlineStyle: string;
  readonly outlineWidth: string;
  readonly outlineColor: string;
};

declare function scrollTo(options: { readonly top: number }): void;

/**
 * What functions that run in a page find there, as far as the tests use it. The library of the DOM would do, were its
 * `fetch` not another one than the client's.
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
  readonly outlineStyle: string;
  readonly outlineWidth: string;
  readonly outlineColor: string;
};

declare function scrollTo(options: { readonly top: number }): void;

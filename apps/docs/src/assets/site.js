/* The search, and the list of pages, which is open where there is room for it. */

const MOST_FOUND = 12;
const EXCERPT = 110;

const query = document.querySelector("#query");
const found = document.querySelector("#found");
const count = document.querySelector("#count");
const pages = document.querySelector("details.pages");

const isWide = matchMedia("(min-width: 60rem)");
const openWhereWide = () => {
  pages.open = isWide.matches;
};
isWide.addEventListener("change", openWhereWide);
openWhereWide();

let opening;
query.addEventListener("focus", () => void openSearch());
query.addEventListener("input", () => void search());
addEventListener("keydown", (event) => {
  if (event.key === "/" && document.activeElement !== query) {
    event.preventDefault();
    query.focus();
  }
  if (event.key === "Escape" && document.activeElement?.closest("search")) {
    query.value = "";
    query.focus();
    void search();
  }
});

/** Loads the text of all pages when a person wants to search, and not before. */
function openSearch() {
  opening ??= Promise.all([load("minisearch.js"), load("search-text.js")]).then(() => {
    const index = new MiniSearch({
      fields: ["title", "page", "text"],
      storeFields: ["address", "page", "title", "text"],
      searchOptions: { boost: { title: 4, page: 2 }, prefix: true, fuzzy: 0.15, combineWith: "AND" },
    });
    index.addAll(globalThis.scripDocs);
    return index;
  });
  return opening;
}

function load(name) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `${query.dataset.top}assets/${name}`;
    script.addEventListener("load", resolve);
    script.addEventListener("error", reject);
    document.head.append(script);
  });
}

async function search() {
  const index = await openSearch();
  const words = query.value.trim();
  const hits = words === "" ? [] : index.search(words).slice(0, MOST_FOUND);
  found.replaceChildren(...hits.map(lineOf));
  found.hidden = hits.length === 0;
  count.textContent = words === "" ? "" : hits.length === 0 ? "Nothing found" : `${hits.length} places found`;
  query.classList.toggle("nothing", words !== "" && hits.length === 0);
}

function lineOf({ address, page, title, text, terms }) {
  const link = document.createElement("a");
  link.href = query.dataset.top + address;
  const heading = document.createElement("strong");
  heading.textContent = page === title ? title : `${page}: ${title}`;
  const excerpt = document.createElement("span");
  excerpt.textContent = around(text, terms);
  link.append(heading, excerpt);
  const line = document.createElement("li");
  line.append(link);
  return line;
}

/** The text around the first word that was searched for. */
function around(text, terms) {
  const places = terms.map((term) => text.toLowerCase().indexOf(term)).filter((place) => place >= 0);
  const from = places.length === 0 ? 0 : Math.max(0, Math.min(...places) - EXCERPT / 3);
  const begin = from === 0 ? 0 : text.indexOf(" ", from) + 1;
  return (begin > 0 ? "… " : "") + text.slice(begin, begin + EXCERPT);
}

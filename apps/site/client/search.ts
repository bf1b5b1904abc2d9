import type MiniSearch from "minisearch";

/** What is known of a section of a page. */
export interface SearchEntry {
  /** Place in the index. */
  id: number;
  /** Path of the page and anchor of the section, from the site's root. */
  url: string;
  /** Title of the page. */
  page: string;
  /** Heading of the section. */
  heading: string;
  /** Its text. */
  text: string;
}

const MOST_RESULTS = 12;

/** The search dialog: button, Ctrl-K or `/`. The index is fetched when it is first opened. */
export function setUpSearch(): void {
  const button = document.querySelector<HTMLButtonElement>("#open-search")!;
  let dialog: HTMLDialogElement | undefined;
  const open = () => {
    dialog ??= createDialog();
    if (!dialog.open) dialog.showModal();
  };
  button.addEventListener("click", open);
  button.title = "Ctrl K or /";
  addEventListener("keydown", (event) => {
    const typing = (event.target as Element).closest?.("input, textarea, select") !== null;
    if ((event.key === "k" && (event.ctrlKey || event.metaKey)) || (event.key === "/" && !typing)) {
      event.preventDefault();
      open();
    }
  });
  button.hidden = false;
}

function createDialog(): HTMLDialogElement {
  const root = document.documentElement.dataset.root!;
  const dialog = document.createElement("dialog");
  dialog.className = "search";
  dialog.setAttribute("aria-label", "Search");
  const input = Object.assign(document.createElement("input"), {
    type: "search",
    placeholder: "Search the site",
    autocomplete: "off",
  });
  input.setAttribute("aria-label", "Search the site");
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  const list = document.createElement("ol");
  dialog.append(input, status, list);
  document.body.append(dialog);

  const index = loadIndex(root);
  const show = async () => {
    const query = input.value.trim();
    try {
      const found = query === "" ? [] : (await index).search(query).slice(0, MOST_RESULTS);
      if (query !== input.value.trim()) return;
      list.replaceChildren(...found.map((entry) => result(root, entry as unknown as SearchEntry)));
      status.textContent = query === ""
        ? ""
        : found.length === 0
        ? `Nothing found for “${query}”`
        : `${found.length} result${found.length === 1 ? "" : "s"}`;
    } catch {
      status.textContent = "The index could not be loaded.";
    }
  };
  input.addEventListener("input", show);
  dialog.addEventListener("click", ({ target }) => {
    if (target === dialog) dialog.close();
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target === input) list.querySelector("a")?.click();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const places = [input, ...list.querySelectorAll("a")];
    const place = places.indexOf(document.activeElement as HTMLInputElement) + step;
    places[Math.max(0, Math.min(place, places.length - 1))].focus();
  });
  return dialog;
}

function result(root: string, { url, page, heading, text }: SearchEntry): HTMLLIElement {
  const item = document.createElement("li");
  const link = Object.assign(document.createElement("a"), { href: root + url });
  const title = document.createElement("strong");
  title.textContent = heading === page ? page : `${page}: ${heading}`;
  const excerpt = document.createElement("span");
  excerpt.textContent = text.length > 140 ? `${text.slice(0, 140)}…` : text;
  link.append(title, excerpt);
  item.append(link);
  return item;
}

async function loadIndex(root: string): Promise<MiniSearch> {
  const [{ default: MiniSearch }, entries] = await Promise.all([
    import("minisearch"),
    fetch(`${root}search.json`).then((response) => response.json() as Promise<SearchEntry[]>),
  ]);
  const index = new MiniSearch({
    fields: ["page", "heading", "text"],
    storeFields: ["url", "page", "heading", "text"],
    searchOptions: {
      boost: { page: 2, heading: 3 },
      prefix: true,
      fuzzy: 0.15,
      combineWith: "AND",
      // Explanations before reference.
      boostDocument: (_id, _term, stored) => String(stored?.url).startsWith("api/") ? 0.4 : 1,
    },
  });
  await index.addAllAsync(entries);
  return index;
}

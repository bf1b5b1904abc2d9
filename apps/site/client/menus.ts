/** Menus of the header close on Escape and when something else is clicked, as menus do. */
export function setUpMenus(): void {
  const menus = document.querySelectorAll<HTMLDetailsElement>("details.menu");
  document.addEventListener("click", ({ target }) => {
    for (const menu of menus) if (!menu.contains(target as Node)) menu.open = false;
  });
  for (const menu of menus) {
    menu.addEventListener("keydown", ({ key }) => {
      if (key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary")!.focus();
    });
  }
  // On a narrow screen the list of pages would hide the page itself.
  const section = document.querySelector<HTMLDetailsElement>("nav.section details");
  if (section && matchMedia("(max-width: 60rem)").matches) section.open = false;
}

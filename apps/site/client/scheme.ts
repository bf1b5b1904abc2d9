/** Lets the visitor switch between light and dark; what was chosen is remembered. */
export function setUpScheme(): void {
  const button = document.querySelector<HTMLButtonElement>("#switch-scheme")!;
  const { dataset } = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (dataset.scheme ?? (system.matches ? "dark" : "light")) === "dark";
  const show = () => button.setAttribute("aria-pressed", String(isDark()));
  button.addEventListener("click", () => {
    dataset.scheme = isDark() ? "light" : "dark";
    try {
      localStorage.setItem("scheme", dataset.scheme);
    } catch {
      // It lasts as long as the page.
    }
    show();
  });
  system.addEventListener("change", show);
  show();
  button.hidden = false;
}

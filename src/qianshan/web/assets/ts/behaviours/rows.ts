// J and K walk the links of a table's rows; Enter is the link's own.
export function bind(element: HTMLElement): void {
  const links = [...element.querySelectorAll<HTMLAnchorElement>("tbody th a")];
  document.addEventListener("keydown", (event) => {
    if (localStorage.getItem("qs-letter-keys") === "off") return;
    if (event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    const step = { j: 1, k: -1 }[event.key.toLowerCase()];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    const here = links.findIndex((link) => link === document.activeElement);
    const next = Math.min(Math.max(here + step, 0), links.length - 1);
    links[next]?.focus();
    event.preventDefault();
  });
}

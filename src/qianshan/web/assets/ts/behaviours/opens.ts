// A link to a panel of this page opens it: without script the panel simply stands open.
export function bind(element: HTMLElement): void {
  const panel = document.getElementById(element.getAttribute("aria-controls") ?? "");
  if (!panel) return;
  const phone = window.matchMedia("(max-width: 767.98px)");
  const set = (open: boolean): void => {
    panel.hidden = !open;
    element.setAttribute("aria-expanded", String(open));
  };
  element.setAttribute("role", "button");
  set(!phone.matches);
  element.addEventListener("click", (event) => {
    event.preventDefault();
    set(panel.hidden);
    if (!panel.hidden) panel.scrollIntoView({ block: "nearest" });
  });
}

// A <details> menu that closes by Escape, by a click elsewhere and when the focus leaves.
export function bind(element: HTMLElement): void {
  if (!(element instanceof HTMLDetailsElement)) return;
  const summary = element.querySelector("summary");
  document.addEventListener("click", (event) => {
    if (element.open && event.target instanceof Node && !element.contains(event.target)) element.open = false;
  });
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !element.open) return;
    element.open = false;
    summary?.focus();
  });
  element.addEventListener("focusout", (event) => {
    if (event.relatedTarget instanceof Node && !element.contains(event.relatedTarget)) element.open = false;
  });
}

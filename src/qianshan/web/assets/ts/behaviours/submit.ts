// Sends the form when a filter changes; the form's own button stays for those without script.
export function bind(element: HTMLElement): void {
  if (!(element instanceof HTMLFormElement)) return;
  element.addEventListener("change", (event) => {
    if (event.target instanceof HTMLSelectElement) element.requestSubmit();
  });
}

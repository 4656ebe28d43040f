// A form is sent once: the second click of an impatient hand changes nothing.
export function bind(element: HTMLElement): void {
  if (!(element instanceof HTMLFormElement)) return;
  let sent = false;
  element.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
    element.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", () => {
    sent = false;
    element.removeAttribute("aria-busy");
  });
}

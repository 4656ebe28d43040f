// A form that saves itself while one types: a quick hand presses “next” while a save is under way.
// The press waits for the answer, which brings the newest revision, and is then carried out; once
// it is, no further save starts that could overtake it.
export function bind(element: HTMLElement): void {
  if (!(element instanceof HTMLFormElement)) return;
  let saving = 0;
  let leaving = false;
  let pressed: HTMLElement | null = null;
  element.addEventListener("htmx:beforeRequest", (event) => {
    if (leaving) event.preventDefault();
    else saving += 1;
  });
  element.addEventListener("submit", (event) => {
    leaving = true;
    if (saving === 0) return;
    event.preventDefault();
    pressed = event.submitter;
  });
  element.addEventListener("htmx:afterRequest", () => {
    saving = Math.max(0, saving - 1);
    if (saving > 0 || !pressed) return;
    const button = pressed;
    pressed = null;
    element.requestSubmit(button);
  });
  window.addEventListener("pageshow", () => {
    leaving = false;
  });
}

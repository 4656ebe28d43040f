// Shows a part of a form only for some answers: `data-shown-for="receipt=yes"`; several with a space between.
// Without script every part is visible and the server ignores what was not asked for.
export function bind(element: HTMLElement): void {
  const wanted = (element.dataset.shownFor ?? "").split(/\s+/).filter(Boolean).map((one) => one.split("="));
  const form = element.closest("form");
  if (!wanted.length || !form) return;
  const show = (): void => {
    const answers = new FormData(form);
    element.hidden = !wanted.some(([name = "", value = "on"]) => answers.getAll(name).map(String).includes(value));
  };
  form.addEventListener("change", show);
  show();
}

// Shows a part of a form only for some answers: `data-shown-for="receipt=yes"`.
// Without script every part is visible and the server ignores what was not asked for.
export function bind(element: HTMLElement): void {
  const [name, value] = (element.dataset.shownFor ?? "").split("=");
  const form = element.closest("form");
  if (!name || !form) return;
  const show = (): void => {
    const answers = new FormData(form).getAll(name).map(String);
    element.hidden = !answers.includes(value ?? "on");
  };
  form.addEventListener("change", show);
  show();
}

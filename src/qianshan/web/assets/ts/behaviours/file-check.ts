// Tells type and size of a chosen file before it is sent; the server checks content anyway.
export function bind(element: HTMLElement): void {
  if (!(element instanceof HTMLInputElement)) return;
  const limit = Number(element.dataset.limitBytes ?? "0");
  element.addEventListener("change", () => {
    const large = [...(element.files ?? [])].find((file) => limit > 0 && file.size > limit);
    element.setCustomValidity(large ? (element.dataset.tooLarge ?? "") : "");
    element.reportValidity();
  });
}

// Copies the text named by `data-copy` and says so in the button's own words.
export function bind(element: HTMLElement): void {
  element.hidden = false;
  element.addEventListener("click", () => {
    const text = element.dataset.copy ?? "";
    void navigator.clipboard.writeText(text).then(() => {
      const label = element.querySelector("[data-label]") ?? element;
      const before = label.textContent;
      label.textContent = element.dataset.copied ?? before;
      window.setTimeout(() => {
        label.textContent = before;
      }, 2000);
    });
  });
}

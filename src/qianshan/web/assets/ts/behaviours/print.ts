// A button that prints the page; without script it stays hidden, the browser's own menu prints too.
export function bind(element: HTMLElement): void {
  element.hidden = false;
  element.addEventListener("click", () => {
    window.print();
  });
}

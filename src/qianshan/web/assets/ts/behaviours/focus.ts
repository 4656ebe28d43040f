// Takes the focus once the page stands: an error summary, the heading of a swapped part.
export function bind(element: HTMLElement): void {
  if (!element.hasAttribute("tabindex")) element.tabIndex = -1;
  element.focus({ preventScroll: false });
}

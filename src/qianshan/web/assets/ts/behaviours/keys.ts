// Letter keys lead to what carries `data-key`: a link is followed, a field takes the focus.
// They never act by themselves, and are switched off by the button `data-keys-switch` (kept in this browser).
const KEPT = "qs-letter-keys";
let listening = false;

function on(): boolean {
  return localStorage.getItem(KEPT) !== "off";
}

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

function follow(event: KeyboardEvent): void {
  if (!on() || typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  const wanted = [...document.querySelectorAll<HTMLElement>("[data-key]")].find(
    (element) => element.dataset.key?.toLowerCase() === event.key.toLowerCase(),
  );
  if (!wanted) return;
  event.preventDefault();
  if (wanted instanceof HTMLAnchorElement) wanted.click();
  else wanted.focus();
}

export function bind(element: HTMLElement): void {
  if (!listening) document.addEventListener("keydown", follow);
  listening = true;
  const button = element.querySelector<HTMLButtonElement>("[data-keys-switch]");
  if (!button) return;
  button.hidden = false;
  const names = (button.dataset.keysSwitch ?? "").split("|");
  const show = (): void => {
    button.setAttribute("aria-pressed", String(on()));
    button.textContent = (on() ? names[0] : names[1]) ?? "";
  };
  button.addEventListener("click", () => {
    localStorage.setItem(KEPT, on() ? "off" : "on");
    show();
  });
  show();
}

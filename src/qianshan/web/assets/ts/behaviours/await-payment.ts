// Looks every three seconds whether the payment has come, and leads on. Without script there is a button.
const EVERY_MS = 3000;
const LONGEST_MS = 40 * 60 * 1000;

export function bind(element: HTMLElement): void {
  const url = element.dataset.stateUrl;
  if (!url) return;
  const words = element.querySelector<HTMLElement>("[data-waiting]");
  if (words) words.textContent = words.dataset.waiting ?? words.textContent;
  const from = element.dataset.from ?? "open";
  const started = Date.now();
  const look = async (): Promise<void> => {
    if (!document.hidden) {
      try {
        const answer = await fetch(url, { headers: { Accept: "application/json" }, cache: "no-store" });
        const told: unknown = answer.ok ? await answer.json() : null;
        const state = told && typeof told === "object" && "state" in told ? String(told.state) : from;
        if (state !== from) {
          if (element.dataset.result) window.location.assign(element.dataset.result);
          else window.location.reload();
          return;
        }
      } catch {
        // The network was away for a moment: look again.
      }
    }
    if (Date.now() - started < LONGEST_MS) window.setTimeout(() => void look(), EVERY_MS);
  };
  window.setTimeout(() => void look(), EVERY_MS);
}

// Shows what the chosen amount becomes, and says the amount on the button. The server computes it again.
const amountOf = (form: HTMLFormElement): number | null => {
  const answers = new FormData(form);
  const chip = String(answers.get("amount") ?? "");
  const typed = (chip === "other" ? String(answers.get("other") ?? "") : chip).replace(/[,，¥￥\s]/g, "");
  if (!/^\d{1,9}(\.\d{1,2})?$/.test(typed)) return null;
  const [whole = "0", part = ""] = typed.split(".");
  return Number(whole) * 100 + Number((part + "00").slice(0, 2));
};

const yuan = (fen: number): string =>
  `${Math.floor(fen / 100).toLocaleString("en-US")}.${String(fen % 100).padStart(2, "0")}`;

export function bind(element: HTMLElement): void {
  if (!(element instanceof HTMLFormElement)) return;
  const share = Number(element.dataset.share ?? "0");
  const label = element.querySelector<HTMLElement>("[data-give-label]");
  const plain = label?.textContent ?? "";
  const show = (): void => {
    const fen = amountOf(element);
    const cost = fen === null ? null : Math.floor((fen * share) / 10000);
    const shown: Record<string, number | null> = {
      amount: fen,
      cost,
      programme: fen === null || cost === null ? null : fen - cost,
    };
    for (const [name, value] of Object.entries(shown)) {
      const place = element.querySelector(`[data-sum="${name}"] .qs-money`);
      if (place) place.textContent = value === null ? "–" : yuan(value);
    }
    if (label) label.textContent = fen ? (label.dataset.giveLabel ?? plain).replace("{amount}", yuan(fen)) : plain;
  };
  element.addEventListener("input", show);
  element.addEventListener("change", show);
  show();
}

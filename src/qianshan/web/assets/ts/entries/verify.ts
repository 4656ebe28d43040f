// The self-check: reads a chosen .tlog-proof in this browser, sends nothing anywhere, and fills in the result.
// Works in the page as it is served and in the single file that people keep.
import { Fails, readKey } from "../verify/note.ts";
import { verify, type Proved } from "../verify/proof.ts";

const LONGEST = 256 * 1024;

function find(name: string): HTMLElement {
  const element = document.querySelector<HTMLElement>(`[data-verify="${name}"]`);
  if (!element) throw new Error(`the page has no data-verify="${name}"`);
  return element;
}

function show(name: "good" | "bad" | "none"): void {
  find("good").hidden = name !== "good";
  find("bad").hidden = name !== "bad";
}

function fill(proved: Proved): void {
  const values: Record<string, string> = {
    origin: proved.origin,
    kind: proved.kind,
    place: `${proved.index} / ${proved.size}`,
    commitment: proved.commitment,
    record: pretty(proved.record),
    witnesses: proved.witnesses.map((seen) => `${seen.name} · ${seen.at.toISOString().replace(".000", "")}`).join("\n"),
  };
  for (const [name, value] of Object.entries(values)) find(name).textContent = value || "–";
}

function pretty(record: string): string {
  try {
    return JSON.stringify(JSON.parse(record), null, 2);
  } catch {
    return record;
  }
}

function keys(name: string): string[] {
  return (find(name) as HTMLTextAreaElement).value.split("\n").filter((line) => line.trim() !== "");
}

function refuse(code: string): void {
  for (const reason of document.querySelectorAll<HTMLElement>("[data-reason]")) reason.hidden = reason.dataset.reason !== code;
  show("bad");
}

async function check(file: File | undefined): Promise<void> {
  show("none");
  if (!file) return;
  try {
    if (file.size > LONGEST) throw new Fails("not-a-proof");
    const [log] = keys("log-key");
    const proved = verify(await file.text(), readKey(log ?? ""), keys("witness-keys").map(readKey));
    fill(proved);
    show("good");
  } catch (error) {
    refuse(error instanceof Fails ? error.code : "not-a-proof");
  }
}

const input = find("file") as HTMLInputElement;
input.addEventListener("change", () => void check(input.files?.[0]));
for (const name of ["log-key", "witness-keys"]) find(name).addEventListener("change", () => void check(input.files?.[0]));
find("form").hidden = false;

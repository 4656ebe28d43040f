// Binds behaviours to elements: `data-behaviour="tabs menu"`, each once, again after a swap.
import { behaviours } from "qs:behaviours";

const bound = new WeakMap<Element, Set<string>>();

export function bindAll(scope: Document | Element): void {
  const found = [...scope.querySelectorAll<HTMLElement>("[data-behaviour]")];
  if (scope instanceof HTMLElement && scope.dataset.behaviour) found.unshift(scope);
  for (const element of found) {
    const done = bound.get(element) ?? new Set<string>();
    bound.set(element, done);
    for (const name of (element.dataset.behaviour ?? "").split(/\s+/).filter(Boolean)) {
      if (done.has(name)) continue;
      done.add(name);
      const bind = behaviours[name];
      if (!bind) throw new Error(`data-behaviour="${name}": no file ts/behaviours/${name}.ts`);
      bind(element);
    }
  }
}

// The one script of every page: htmx under our CSP, and the behaviours bound by `data-behaviour`.
import htmx from "htmx.org";
import { bindAll } from "../bind.ts";

htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.selfRequestsOnly = true;
htmx.config.historyCacheSize = 0;
htmx.config.responseHandling = [
  { code: "204", swap: false },
  { code: "[23]..", swap: true },
  { code: "400|409|422", swap: true, error: false },
  { code: "[45]..", swap: false, error: true },
];

document.documentElement.classList.add("qs-js");
bindAll(document);
document.body.addEventListener("htmx:load", (event) => {
  bindAll((event as CustomEvent<{ elt: Element }>).detail.elt);
});

// Redraws the list as filters or budget change; without JavaScript the form's own button does the same.
"use strict";

(() => {
  const form = document.querySelector("form[data-live]");
  if (!form) return;
  const WAIT_MS = 500;
  let waiting = 0;
  let asked = 0;

  const address = () => {
    const fields = [...new FormData(form)].filter(([, value]) => value.trim() !== "");
    const query = new URLSearchParams(fields).toString();
    return query ? `${form.getAttribute("action")}?${query}` : form.getAttribute("action");
  };

  let shown = address();

  const redraw = async () => {
    clearTimeout(waiting);
    const turn = ++asked;
    const result = document.getElementById("result");
    result.setAttribute("aria-busy", "true");
    const target = address();
    shown = target;
    try {
      const answer = await fetch(target, { credentials: "same-origin" });
      if (turn !== asked) return;
      if (answer.redirected || !answer.ok) {
        location.assign(target);
        return;
      }
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      result.replaceChildren(...fresh.getElementById("result").childNodes);
      for (const link of document.querySelectorAll(".languages a")) {
        link.setAttribute("href", fresh.querySelector(`.languages a[hreflang="${link.hreflang}"]`).getAttribute("href"));
      }
      document.getElementById("budget").removeAttribute("aria-invalid");
      document.getElementById("budget-fault")?.remove();
      history.replaceState(null, "", target);
    } catch {
      location.assign(target);
    } finally {
      if (turn === asked) result.removeAttribute("aria-busy");
    }
  };

  // Leaving the budget's field tells of a change that was drawn already: what the reader has opened stays open.
  const redrawChanged = () => {
    clearTimeout(waiting);
    if (address() !== shown) redraw();
  };

  form.addEventListener("change", redrawChanged);
  form.addEventListener("input", (event) => {
    if (event.target.id !== "budget") return;
    clearTimeout(waiting);
    waiting = setTimeout(redrawChanged, WAIT_MS);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    redraw();
  });
})();

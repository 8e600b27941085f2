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

  // To a screen reader: what is wrong with the budget, else how many clients, at what cost and for what, never all rows.
  const say = (result, fault) => {
    const totals = [...result.querySelectorAll(".totals div")].slice(0, 3);
    const told = totals.map((one) => `${one.querySelector("dt").textContent}: ${one.querySelector("dd").textContent}`);
    document.getElementById("said").textContent = fault ? "" : told.join(". ");
    document.getElementById("budget-fault").textContent = fault;
    document.getElementById("budget").setAttribute("aria-invalid", String(fault !== ""));
  };

  const redraw = async () => {
    clearTimeout(waiting);
    const turn = ++asked;
    const result = document.getElementById("result");
    result.setAttribute("aria-busy", "true");
    const target = address();
    shown = target;
    try {
      const answer = await fetch(target, { credentials: "same-origin" });
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (turn !== asked) return;
      const found = fresh.getElementById("result");
      if (answer.redirected || found === null) {
        location.assign(target);
        return;
      }
      result.replaceChildren(...found.childNodes);
      say(result, fresh.getElementById("budget-fault").textContent);
      for (const link of document.querySelectorAll(".languages a")) {
        link.setAttribute("href", fresh.querySelector(`.languages a[hreflang="${link.hreflang}"]`).getAttribute("href"));
      }
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

  // What was chosen before this script had come, or was restored by the browser, is not yet what the server drew.
  const drawn = (field) =>
    field.options ? ([...field.options].findLast((one) => one.defaultSelected) ?? field.options[0]).value : field.defaultValue;
  if ([...form.elements].some((field) => field.name && field.value !== drawn(field))) redraw();

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

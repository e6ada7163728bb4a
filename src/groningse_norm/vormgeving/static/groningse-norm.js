/* Saves a report of progress without leaving the page. Without this script every form does the same
   by itself, and shows the page again. */

(() => {
  "use strict";

  const isMelding = (form) =>
    form instanceof HTMLFormElement && form.getAttribute("action")?.includes("/@@meld");

  // The button of the same sign in the row as it is now; what was seen of it stands in between.
  const sleutel = (knop) => {
    const [uid, , stand] = knop?.name === "zet" ? knop.value.split(".") : [];
    return uid ? `button[value^="${CSS.escape(uid)}."][value$=".${CSS.escape(stand)}"]` : null;
  };

  // What the answer shows in another way replaces what is on the page; the rest stays as it is, with
  // what somebody was filling in elsewhere.
  const vervang = (nieuw, id) => {
    const hier = document.getElementById(id);
    const daar = nieuw.getElementById(id);
    if (hier && daar) {
      hier.replaceWith(document.importNode(daar, true));
    }
  };

  const meld = async (form, knop) => {
    const gegevens = new FormData(form);
    if (knop?.name) {
      gegevens.set(knop.name, knop.value);
    }
    const een = gegevens.get("uid") ?? gegevens.get("zet")?.split(".")[0];
    const rijen = een
      ? [een]
      : gegevens.has("terug")
        ? gegevens.getAll("terug").map((terug) => JSON.parse(terug)[0])
        : null;
    const antwoord = await fetch(form.action.split("#")[0], {
      method: "POST",
      body: new URLSearchParams(gegevens),
      credentials: "same-origin",
    });
    const nieuw = new DOMParser().parseFromString(await antwoord.text(), "text/html");
    const melding = nieuw.getElementById("gn-melding");
    if (!rijen || !melding || antwoord.redirected) {
      return false;
    }
    const fout = nieuw.getElementById("fouten");
    rijen.forEach((uid) => vervang(nieuw, `veld-${uid}`));
    vervang(nieuw, "gn-totalen");
    // The region itself stays, so that a screen reader reads what comes into it.
    const bericht = document.getElementById("gn-melding");
    bericht.replaceChildren(...[...melding.childNodes].map((deel) => document.importNode(deel, true)));
    if (fout) {
      bericht.append(fout.innerText || fout.textContent);
    }
    const rij = document.getElementById(`veld-${rijen[0]}`);
    const doel = sleutel(knop) && rij?.querySelector(sleutel(knop));
    (doel || rij?.querySelector("textarea, a.gn-meer"))?.focus();
    return true;
  };

  // Opens or closes the form of one measure.
  const wissel = async (link, id) => {
    const antwoord = await fetch(link.href, { credentials: "same-origin" });
    const nieuw = new DOMParser().parseFromString(await antwoord.text(), "text/html");
    if (!antwoord.ok || antwoord.redirected || !nieuw.getElementById(id)) {
      return false;
    }
    vervang(nieuw, id);
    document.getElementById(id).querySelector("textarea, a.gn-meer")?.focus();
    return true;
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.gn-meer");
    const rij = link?.closest("tr[id]");
    if (!rij || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) {
      return;
    }
    event.preventDefault();
    const gewoon = () => window.location.assign(link.href);
    wissel(link, rij.id).then((gelukt) => gelukt || gewoon(), gewoon);
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!isMelding(form) || form.id === "gn-samen" || form.dataset.gewoon) {
      return;
    }
    event.preventDefault();
    const knop = event.submitter;
    const gewoon = () => {
      form.dataset.gewoon = "ja";
      form.requestSubmit(knop);
    };
    form.setAttribute("aria-busy", "true");
    meld(form, knop).then((gelukt) => gelukt || gewoon(), gewoon);
  });
})();

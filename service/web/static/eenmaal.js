// Enhancements only: every page does its work without this file.
"use strict";

const FIRST_PAUSE = 700;
const LONGEST_PAUSE = 10000;

function enhanceUpload(form) {
  const zone = form.querySelector("[data-drop-zone]");
  const file = zone.querySelector("input[type=file]");
  const chosen = zone.querySelector("[data-chosen]");
  const button = form.querySelector("button[type=submit]");
  const files = () => Array.from(file.files);
  const isTooLarge = () => files().reduce((bytes, one) => bytes + one.size, 0) > Number(form.dataset.limit);

  function showChosen() {
    const names = files().map((one) => one.name).join(", ");
    chosen.textContent = isTooLarge() ? form.dataset.tooLarge : names;
    chosen.classList.toggle("drop-zone__chosen--wrong", isTooLarge());
  }

  zone.querySelector("[data-drop-hint]").hidden = false;
  zone.querySelector("[data-choose]").hidden = false;
  file.classList.add("visually-hidden");
  file.addEventListener("change", showChosen);
  for (const kind of ["dragenter", "dragover"]) {
    zone.addEventListener(kind, (event) => {
      event.preventDefault();
      zone.classList.add("drop-zone--over");
    });
  }
  for (const kind of ["dragleave", "drop"]) {
    zone.addEventListener(kind, () => zone.classList.remove("drop-zone--over"));
  }
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length > 0) {
      file.files = event.dataTransfer.files;
      showChosen();
    }
  });
  form.addEventListener("submit", (event) => {
    if (isTooLarge() || button.getAttribute("aria-disabled") === "true") {
      event.preventDefault();
      return;
    }
    if (file.files.length > 0) {
      button.setAttribute("aria-disabled", "true");
      button.textContent = form.dataset.busy;
    }
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload();
  });
}

// A page that renews itself leaves whoever reads it where they are.
const HELD = "eenmaal-focus";
const keyOf = (element) => [element.tagName, element.id, element.getAttribute("href"), element.textContent].join(" ");

function reloadHere() {
  const held = document.activeElement;
  if (held && held !== document.body) window.sessionStorage.setItem(HELD, keyOf(held));
  window.location.reload();
}

function regainFocus() {
  const key = window.sessionStorage.getItem(HELD);
  window.sessionStorage.removeItem(HELD);
  if (key === null) return;
  const all = Array.from(document.querySelectorAll("a, button, input, select, textarea, summary, [tabindex]"));
  const held = all.find((element) => keyOf(element) === key);
  if (held) held.focus({ preventScroll: true });
}

function followProgress(section) {
  const steps = section.querySelector("[data-steps]");
  const announcement = section.querySelector("[data-announcement]");
  let pause = FIRST_PAUSE;
  let timer = 0;

  async function look() {
    try {
      const answer = await fetch(section.dataset.progress, { headers: { Accept: "application/json" } });
      if (answer.status === 401 || answer.status === 404) return window.location.reload();
      if (!answer.ok) throw new Error(String(answer.status));
      const now = await answer.json();
      if (now.state !== section.dataset.state) return reloadHere();
      if (announcement.textContent !== now.announcement) {
        announcement.textContent = now.announcement;
        steps.innerHTML = now.steps;
      }
      pause = Math.min(pause * 1.3, LONGEST_PAUSE);
    } catch {
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
    plan();
  }

  function plan() {
    window.clearTimeout(timer);
    if (!document.hidden) timer = window.setTimeout(look, pause);
  }

  document.addEventListener("visibilitychange", () => {
    pause = FIRST_PAUSE;
    plan();
  });
  plan();
}

function awaitCopy(waiting) {
  const link = document.getElementById(waiting.dataset.copyLink);
  let pause = FIRST_PAUSE;

  async function look() {
    try {
      const answer = await fetch(waiting.dataset.awaitCopy, { headers: { Accept: "application/json" } });
      if (answer.ok && (await answer.json()).has_copy) {
        waiting.hidden = true;
        link.hidden = false;
        return;
      }
    } catch {
      // The next look may find the network again.
    }
    pause = Math.min(pause * 1.5, LONGEST_PAUSE);
    window.setTimeout(look, pause);
  }

  window.setTimeout(look, pause);
}

function usePasskeys(form) {
  const button = form.querySelector("button[type=submit]");
  const problem = form.querySelector("[data-passkey-problem]");
  if (!window.PublicKeyCredential?.parseCreationOptionsFromJSON) return;
  form.hidden = false;
  button.disabled = false;

  async function credential() {
    if (form.dataset.passkeyNew) {
      const wanted = JSON.parse(form.dataset.passkeyNew);
      return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(wanted) });
    }
    const body = new FormData();
    body.set("csrf_token", form.elements.csrf_token.value);
    const answer = await fetch(form.dataset.passkeyAsk, { method: "POST", body });
    if (!answer.ok) throw new Error(String(answer.status));
    const wanted = JSON.parse((await answer.json()).options);
    return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(wanted) });
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    problem.hidden = true;
    try {
      form.elements.antwoord.value = JSON.stringify((await credential()).toJSON());
    } catch {
      problem.hidden = false;
      return;
    }
    form.submit();
  });
}

document.querySelectorAll("[data-passkey-new], [data-passkey-ask]").forEach(usePasskeys);
document.querySelectorAll("[data-upload]").forEach(enhanceUpload);
document.querySelectorAll("[data-progress]").forEach(followProgress);
document.querySelectorAll("[data-await-copy]").forEach(awaitCopy);
regainFocus();
document.querySelectorAll("[data-focus]").forEach((element) => element.focus());

// Sending without losing anything: the answer replaces the page's middle; a lost line is waited for.

const RETRY = 15000;

export function sending(form, { say, before, swapped }) {
  let busy = false;
  let timer;
  let submitter = null;

  async function go() {
    if (busy) return;
    busy = true;
    clearTimeout(timer);
    timer = undefined;
    show(say.sending, true);
    try {
      await before();
      const data = new FormData(form);
      if (submitter?.name) data.append(submitter.name, submitter.value);
      const answer = await fetch(form.action, { method: "POST", body: data });
      if (answer.status >= 500) throw new TypeError("server");
      if (answer.redirected) { location.assign(answer.url); return; }
      swap(await answer.text(), swapped);
    } catch {
      show(say.waiting, false);
      timer = setTimeout(go, RETRY);
    }
    busy = false;
  }

  function show(words, turning) {
    const line = document.getElementById("kirim-kata");
    if (line && words) line.textContent = words;
    document.getElementById("kirim")?.setAttribute("aria-busy", String(turning));
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submitter = event.submitter;
    go();
  });
  window.addEventListener("online", () => { if (timer && form.isConnected) go(); });
}

function swap(html, swapped) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const main = fresh.querySelector("main");
  document.title = fresh.title;
  document.querySelector("main").replaceWith(main);
  swapped(main);
  const target = main.querySelector("[data-focus]") ?? main;
  target.focus();
  window.scrollTo(0, 0);
}

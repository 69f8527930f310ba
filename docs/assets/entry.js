// The client that a reader chose is kept for every group of its kind, and on every page: one for
// samples of calls, one for what to write in a template.
(() => {
  const groups = [...document.querySelectorAll(".samples")];
  if (!groups.length) return;

  const keyOf = (group) => (group.matches(".writes") ? "flexmap-writes" : "flexmap-client");

  const choose = (key, client) => {
    for (const group of groups) {
      if (keyOf(group) !== key) continue;
      const input = [...group.querySelectorAll("input")].find(({ value }) => value === client);
      if (input) input.checked = true;
    }
  };

  // Storage may be forbidden; the choice then lasts as long as the page.
  const kept = (act) => {
    try {
      return act(localStorage);
    } catch {
      return null;
    }
  };

  for (const key of new Set(groups.map(keyOf))) {
    const client = kept((storage) => storage.getItem(key));
    if (client) choose(key, client);
  }

  document.addEventListener("change", ({ target }) => {
    if (!target.closest(".samples fieldset")) return;
    const key = keyOf(target.closest(".samples"));
    // The groups change their height: what the reader looks at stays where it is.
    const before = target.getBoundingClientRect().top;
    choose(key, target.value);
    scrollBy(0, target.getBoundingClientRect().top - before);
    kept((storage) => storage.setItem(key, target.value));
  });
})();

// A link to something that is folded away, or to another client, shows it; printing unfolds all.
(() => {
  const openTo = (element) => {
    for (let at = element; at; at = at.parentElement) {
      if (at.tagName === "DETAILS") at.open = true;
      const client = at.matches(".sample") && at.dataset.client;
      if (client) at.closest(".samples").querySelector(`[value="${client}"]`).checked = true;
    }
  };

  const follow = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (!target || !target.closest("details:not([open]), .sample")) return;
    openTo(target);
    target.scrollIntoView();
  };

  addEventListener("hashchange", follow);
  // A second click on the same link changes no hash.
  document.addEventListener("click", ({ target }) => {
    const link = target.closest("a[href^='#']");
    if (link && link.hash === location.hash) follow();
  });
  follow();

  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details.fold:not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
})();

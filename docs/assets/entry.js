// The client that a reader chose for samples is kept for every group and every page.
(() => {
  const KEY = "flexmap-client";
  const groups = [...document.querySelectorAll(".samples")];
  if (!groups.length) return;

  const choose = (client) => {
    for (const group of groups) {
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

  const client = kept((storage) => storage.getItem(KEY));
  if (client) choose(client);

  document.addEventListener("change", ({ target }) => {
    if (!target.closest(".samples fieldset")) return;
    // The groups change their height: what the reader looks at stays where it is.
    const before = target.getBoundingClientRect().top;
    choose(target.value);
    scrollBy(0, target.getBoundingClientRect().top - before);
    kept((storage) => storage.setItem(KEY, target.value));
  });
})();

// A link to something that is folded away opens it, and so does printing the page.
(() => {
  const openTo = (element) => {
    for (let at = element; at; at = at.parentElement) {
      if (at.tagName === "DETAILS") at.open = true;
    }
  };

  const follow = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (!target || !target.closest("details:not([open])")) return;
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

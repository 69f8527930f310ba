// Material wraps wide Markdown tables in a box that scrolls. Only a mouse can scroll it, so
// it gets a place in the tab order and a name, but only while there is something to scroll.
(() => {
  const nameOf = (box) => {
    const caption = box.querySelector("caption");
    if (caption) return caption.textContent.trim();
    let at = box;
    while (at && !/^H[1-6]$/.test(at.tagName)) at = at.previousElementSibling || at.parentElement;
    return at ? at.firstChild.textContent.trim() : document.title;
  };

  const update = (box) => {
    if (box.scrollWidth > box.clientWidth + 1) {
      box.tabIndex = 0;
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", `Table: ${nameOf(box)}`);
    } else {
      for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
    }
  };

  const sizes = new ResizeObserver((changes) => changes.forEach(({ target }) => update(target)));

  // Material wraps after this script has run.
  const look = (root) =>
    root.querySelectorAll(".md-typeset__scrollwrap").forEach((box) => sizes.observe(box));
  const article = document.querySelector("article");
  if (!article) return;
  look(article);
  new MutationObserver(() => look(article)).observe(article, { childList: true, subtree: true });
})();

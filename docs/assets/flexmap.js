// The theme opens the navigation of a narrow window with a label, which no keyboard reaches.
(() => {
  const label = document.querySelector(".md-header label[for='__drawer']");
  const box = document.getElementById("__drawer");
  const drawer = document.querySelector(".md-sidebar--primary");
  if (!label || !box || !drawer) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = `${label.className} fm-drawer`;
  button.setAttribute("aria-label", "Navigation");
  button.append(...label.childNodes);
  button.addEventListener("click", () => box.click());
  const tell = () => button.setAttribute("aria-expanded", box.checked);
  box.addEventListener("change", () => {
    tell();
    if (box.checked) drawer.querySelector("a").focus();
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !box.checked) return;
    box.click();
    button.focus();
  });
  // The way back from a lower level.
  drawer.querySelectorAll("label.md-nav__title[for^='__nav']").forEach((back) => (back.tabIndex = 0));
  tell();
  label.replaceWith(button);
})();

// Material makes two things on load that need a name for those who listen to the page:
// boxes that scroll, and a landmark for the buttons of each code block.
(() => {
  const article = document.querySelector("article");
  if (!article) return;

  // The caption of a table, or else the heading above it.
  const nameOf = (box) => {
    const caption = box.querySelector("caption");
    if (caption) return caption.textContent.trim();
    let at = box;
    while (at && !/^H[1-6]$/.test(at.tagName)) at = at.previousElementSibling || at.parentElement;
    return at ? at.firstChild.textContent.trim() : document.title;
  };

  // In the tab order only while there is something to scroll.
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

  const look = () => {
    article.querySelectorAll(".md-typeset__scrollwrap").forEach((box) => sizes.observe(box));
    article.querySelectorAll(".md-code__nav").forEach((nav, index) => {
      nav.setAttribute("aria-label", `Code block ${index + 1}`);
    });
  };

  look();
  new MutationObserver(look).observe(article, { childList: true, subtree: true });
})();

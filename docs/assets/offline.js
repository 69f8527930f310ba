// From a disk a link to a folder shows a list of files. The archive's pages name the page in
// their links; those that a script makes, such as results of the search, are mended here.
if (location.protocol === "file:")
  addEventListener(
    "click",
    (event) => {
      const link = event.target.closest?.("a[href]");
      if (link?.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
    },
    true,
  );

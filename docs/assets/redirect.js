// Takes the anchor of an old address along, which a refresh leaves behind.
location.replace(document.links[0].href + location.hash);

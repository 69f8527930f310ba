// Mends words that nobody knows: each becomes the known words that it is made of, the name
// that it is with a slip, or the known word that is closest to it.
(() => {
  // A word that was run together has no more words.
  const PIECES = 5;

  // Letters to add, drop, change or swap (optimal string alignment), or Infinity beyond `most`.
  const distance = (one, two, most) => {
    if (Math.abs(one.length - two.length) > most) return Infinity;
    let [before, last] = [[], Array.from({ length: two.length + 1 }, (_, at) => at)];
    for (let row = 1; row <= one.length; row += 1) {
      const next = [row];
      let least = row;
      for (let at = 1; at <= two.length; at += 1) {
        const same = one[row - 1] === two[at - 1];
        let cost = Math.min(last[at] + 1, next[at - 1] + 1, last[at - 1] + (same ? 0 : 1));
        const swapped = row > 1 && at > 1 && one[row - 1] === two[at - 2] && one[row - 2] === two[at - 1];
        if (swapped) cost = Math.min(cost, before[at - 2] + 1);
        next.push(cost);
        least = Math.min(least, cost);
      }
      if (least > most) return Infinity;
      [before, last] = [last, next];
    }
    return last[two.length];
  };

  // `count` gives how often a term occurs, `written` how each term is written. Of several terms
  // that are as close, the most frequent is meant.
  // `joined` leads from names without blanks to these names and their terms.
  flexmapSearch.mender = (count, written, joined, { stem, meaning }) => {
    const known = [...count.keys()];
    const spelt = new Set([...written.values()].flatMap((forms) => [...forms]));
    const remembered = new Map();

    // The fewest known words that a word is made of.
    const parts = (word, most = PIECES) => {
      if (spelt.has(word)) return [word];
      for (let at = 3; most > 1 && at <= word.length - 3; at += 1) {
        const rest = spelt.has(word.slice(0, at)) && parts(word.slice(at), most - 1);
        if (rest) return [word.slice(0, at), ...rest];
      }
      return undefined;
    };
    const split = (word) => {
      for (let most = 2; most <= PIECES; most += 1) {
        const found = parts(word, most);
        if (found) return { terms: found.map(stem) };
      }
      return undefined;
    };

    // A slip keeps the first letter, and a short word has one at most.
    const isClose = (term, other, away) => term[0] === other[0] && (away <= 1 ? term.length > 3 : term.length > 8);

    const closest = (term) => {
      const most = term.length > 5 ? 2 : 1;
      let [best, least, often] = [undefined, most + 1, 0];
      for (const other of known) {
        const away = distance(term, other, Math.min(most, least)) + (other[0] === term[0] ? 0 : 0.5);
        if (away < least || (away === least && count.get(other) > often)) [best, least, often] = [other, away, count.get(other)];
      }
      // A word that is merely like another is another word: "killing" is no "bill".
      if (best === undefined || !isClose(term, best, least)) return { terms: [term], unknown: true };
      return { terms: [best], unknown: true, close: true, meant: [...written.get(best)][0] };
    };

    // A name that was typed as one word, with a slip in it.
    const name = (word) => {
      let [best, least] = [undefined, 3];
      for (const other of word.length < 10 ? [] : joined.keys()) {
        const away = distance(word, other, least - 1);
        if (away < least) [best, least] = [other, away];
      }
      return best && { terms: joined.get(best).terms, unknown: least > 0, close: true, meant: joined.get(best).name };
    };

    // What was meant by a word: its terms, whether nobody knows the word as it was typed, and the
    // word that was taken in its place. A word that is still being typed may be the start of one.
    return (word, typing) => {
      const term = stem(word);
      if (count.has(term) || count.has(meaning(term))) return { terms: [term] };
      if (term.length < 3 || /\d/.test(term)) return { terms: [term], unknown: true };
      if (typing && known.some((other) => other.startsWith(term))) return { terms: [term] };
      if (!remembered.has(word)) remembered.set(word, split(word) ?? name(word) ?? closest(term));
      return remembered.get(word);
    };
  };
})();

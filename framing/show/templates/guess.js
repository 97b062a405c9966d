(function () {
  "use strict";
  // words that are selected in the text go into its list; what is listed is painted in the text
  function listed(list) {
    return list.value.split("\n").map(function (line) { return line.trim().replace(/\s+/g, " "); })
      .filter(function (line) { return line && line[0] !== "#"; });
  }
  // as the library looks for them: no word inside a longer one, where letters know capitals
  function cased(letter) { return letter.toLowerCase() !== letter.toUpperCase(); }
  function inside(text, at, word) {
    return cased(word[0]) && /[\p{L}\p{N}_]/u.test(text[at - 1] || " ") ||
      cased(word[word.length - 1]) && /[\p{L}\p{N}_]/u.test(text[at + word.length] || " ");
  }
  function paint() {
    if (!window.Highlight || !CSS.highlights) return;
    var ranges = [];
    document.querySelectorAll(".guessed").forEach(function (box) {
      var words = listed(box.querySelector("textarea")).map(function (word) { return word.toLowerCase(); });
      box.querySelectorAll(".raw p").forEach(function (line) {
        var text = line.firstChild, low = text.data.toLowerCase();
        if (low.length !== text.data.length) return;
        words.forEach(function (word) {
          for (var at = low.indexOf(word); at >= 0; at = low.indexOf(word, at + word.length)) {
            if (inside(low, at, word)) continue;
            var range = new Range();
            range.setStart(text, at);
            range.setEnd(text, at + word.length);
            ranges.push(range);
          }
        });
      });
    });
    CSS.highlights.set("marked", new Highlight(...ranges));
  }
  document.querySelectorAll(".guessed").forEach(function (box) {
    var take = box.querySelector(".take"), raw = box.querySelector(".raw"), list = box.querySelector("textarea");
    take.hidden = false;
    // a press must not undo the selection
    take.addEventListener("pointerdown", function (event) { event.preventDefault(); });
    take.addEventListener("click", function () {
      var chosen = getSelection(), lines = chosen.toString().split("\n");
      if (!chosen.rangeCount || !raw.contains(chosen.getRangeAt(0).commonAncestorContainer)) return;
      lines.map(function (line) { return line.trim(); }).filter(Boolean).forEach(function (line) {
        if (listed(list).includes(line)) return;
        list.value = (list.value && !list.value.endsWith("\n") ? list.value + "\n" : list.value) + line + "\n";
      });
      paint();
    });
    list.addEventListener("input", paint);
  });
  paint();
})();

(function () {
  "use strict";
  var body = document.body, pop = document.createElement("div"), owner = null, timer = 0;

  // what the badges and underlines are called is read from the legend
  function named(cls) {
    var dt = document.querySelector(".legend ." + cls + " dt span");
    return dt ? dt.textContent : cls.slice(2);
  }
  function line(cls, text, parent) {
    var p = document.createElement("p");
    p.className = cls;
    p.textContent = text;
    parent.appendChild(p);
    return p;
  }

  // the note at a mark
  var say = document.getElementById("said").dataset;
  function family(name) { return say["family" + name[0].toUpperCase() + name.slice(1)] || name; }
  var records = Array.from(document.querySelectorAll("#records li"), function (record) { return record.textContent; });
  function terms(mark) {
    (mark.dataset.t || "").split(" ").filter(Boolean).forEach(function (number) {
      var f = records[number].split("\t"), kind = "k-" + f[0].slice(0, 4), box = document.createElement("div"), badge = document.createElement("b");
      box.className = kind;
      badge.className = "b";
      badge.textContent = document.querySelector(".legend ." + kind + " .b").textContent;
      var head = line("k", " " + named(kind), box);
      head.insertBefore(badge, head.firstChild);
      line("", say.strength.replace("{n}", f[2]) + " · " + named("v-" + f[1]), box);
      if (f[3]) line("", say.plainer + ": " + f[3], box).dir = "auto";
      (f[5] || "").split(" ").filter(Boolean).forEach(function (flag) { line("", say[flag], box); });
      if (f[6]) line("", say.metaphor + " " + family(f[6]), box);
      if (f[4]) line("", "", box).appendChild(document.createElement("code")).textContent = say.concept + " " + f[4];
      pop.appendChild(box);
    });
  }
  // what a piece is part of: the speaker's row, the kind, the attribution, and which part of it
  function parts(mark) {
    var said = mark.closest("[data-a]");
    return (said ? said.dataset.a : "").split(" ").filter(Boolean).map(function (ref) {
      return /^(\d+)([dim])(\d+)([csu])$/.exec(ref);
    });
  }
  function speakers(mark) {
    var rows = mark.closest(".art").querySelectorAll(".who tbody tr"), named = {};
    parts(mark).forEach(function (part) {
      var row = rows[part[1]];
      if (!row || named[part[1]]) return;
      named[part[1]] = true;
      var name = row.querySelector("bdi"), p = line("by", say.by + " ", pop), b = document.createElement("b");
      b.textContent = name.textContent;
      b.lang = name.lang;
      b.dir = "auto";
      p.appendChild(b);
      p.append(" (" + row.querySelector("th i").textContent + "), " + say[part[2]]);
    });
  }

  // source, cue and content of an attribution are lit and joined by lines
  var arcs = document.getElementById("arcs"), svg = arcs.namespaceURI;
  function pieces(article, index) {
    var found = { s: [], u: [], c: [] };
    article.querySelectorAll(".text [data-a]").forEach(function (piece) {
      parts(piece).forEach(function (part) { if (part[3] === index) found[part[4]].push(piece); });
    });
    return found;
  }
  function join(from, to) {
    var a = from.getClientRects()[0], b = to.getClientRects()[0], path = document.createElementNS(svg, "path");
    if (!a || !b) return;
    var left = a.left < b.left, x1 = (a.left + a.right) / 2 + scrollX, y1 = a.top + scrollY + 2;
    var x2 = (left ? b.left + 6 : Math.min(b.right, b.left + b.width) - 6) + scrollX, y2 = b.top + scrollY + 2;
    var up = Math.min(y1, y2) - 14;
    path.setAttribute("d", "M" + x1 + " " + y1 + "C" + x1 + " " + up + " " + x2 + " " + up + " " + x2 + " " + y2);
    arcs.appendChild(path);
    [[x1, y1], [x2, y2]].forEach(function (end) {
      var dot = document.createElementNS(svg, "circle");
      dot.setAttribute("cx", end[0]);
      dot.setAttribute("cy", end[1]);
      dot.setAttribute("r", 3);
      arcs.appendChild(dot);
    });
  }
  function draw(mark) {
    var article = mark.closest(".art"), own = parts(mark);
    own.forEach(function (part) {
      var found = pieces(article, part[3]), order = [found.s[0], found.u[0], found.c[0]].filter(Boolean);
      found.s.concat(found.u, found.c).forEach(function (piece) { piece.classList.add("lit"); });
      for (var n = 1; n < order.length; n++) join(order[n - 1], order[n]);
    });
  }
  function undraw() {
    arcs.textContent = "";
    document.querySelectorAll(".lit").forEach(function (piece) { piece.classList.remove("lit"); });
  }
  function show(mark) {
    clearTimeout(timer);
    if (owner === mark || mark.classList.contains("off") && !mark.closest("[data-a]")) return;
    hide();
    if (!mark.classList.contains("off")) terms(mark);
    speakers(mark);
    if (!pop.firstChild) return;
    draw(mark);
    owner = mark;
    mark.setAttribute("aria-describedby", "pop");
    pop.hidden = false;
    var at = mark.getClientRects()[0], wide = document.documentElement.clientWidth;
    var left = Math.max(12, Math.min(at.left, wide - pop.offsetWidth - 12));
    var below = at.bottom + 8, above = at.top - pop.offsetHeight - 8;
    pop.style.left = left + window.scrollX + "px";
    pop.style.top = (below + pop.offsetHeight > window.innerHeight && above > 0 ? above : below) + window.scrollY + "px";
  }
  function hide() {
    clearTimeout(timer);
    if (owner) owner.removeAttribute("aria-describedby");
    owner = null;
    undraw();
    pop.hidden = true;
    pop.textContent = "";
  }
  function later() {
    clearTimeout(timer);
    timer = setTimeout(hide, 250);
  }
  function marked(target) {
    return target.closest ? target.closest(".text [data-t], .text [data-a]") : null;
  }
  pop.id = "pop";
  pop.className = "pop";
  pop.setAttribute("role", "tooltip");
  pop.hidden = true;
  body.appendChild(pop);
  document.addEventListener("pointerover", function (event) {
    if (event.pointerType === "touch") return;
    var mark = marked(event.target);
    if (mark) show(mark);
    else if (pop.contains(event.target)) clearTimeout(timer);
    else if (owner) later();
  });
  document.addEventListener("click", function (event) {
    var mark = marked(event.target);
    if (mark) show(mark);
    else if (!pop.contains(event.target)) hide();
  });
  document.addEventListener("focusin", function (event) {
    var mark = marked(event.target);
    if (mark) show(mark);
    else hide();
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") hide();
  });

  // the Tab key goes to each term once, where it begins
  function reach(mark, shown) { if (mark.dataset.c === undefined) mark.tabIndex = shown ? 0 : -1; }
  document.querySelectorAll(".text mark").forEach(function (mark) { reach(mark, true); });

  // filters: a mark is off when all its categories, or all its voices, are off
  var filters = document.querySelector(".filters"), legend = document.querySelector(".legend");
  function off(mark, start) {
    var own = Array.from(mark.classList).filter(function (c) { return c.indexOf(start) === 0; });
    return own.every(function (c) { return body.classList.contains("no-" + c); });
  }
  function apply() {
    document.querySelectorAll("mark").forEach(function (mark) {
      var hidden = off(mark, "k-") || off(mark, "v-");
      mark.classList.toggle("off", hidden);
      reach(mark, !hidden);
    });
  }
  if (filters) {
    filters.hidden = false;
    legend.open = false;
    filters.addEventListener("click", function (event) {
      var button = event.target.closest("button");
      if (!button) return;
      var pressed = button.getAttribute("aria-pressed") !== "true", set = button.dataset;
      button.setAttribute("aria-pressed", String(pressed));
      hide();
      if (set.on) body.classList.toggle(set.on, pressed);
      else body.classList.toggle(set.off.indexOf("no-") === 0 ? set.off : "no-" + set.off, !pressed);
      apply();
    });
  }

  // a place that is folded away opens when it is asked for; paper shows all but what stands around an article
  function open() {
    var id = location.hash.slice(1), place = id && document.getElementById(id);
    if (!place) return;
    for (var up = place; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
    place.scrollIntoView({ block: place.closest(".text") ? "center" : "start" });
    if (marked(place)) setTimeout(function () { show(marked(place)); }, 60);
  }
  window.addEventListener("hashchange", open);
  open();
  var unfolded = [];
  window.addEventListener("beforeprint", function () {
    unfolded = Array.from(document.querySelectorAll("details:not(.bp):not([open])"));
    unfolded.forEach(function (d) { d.open = true; });
  });
  window.addEventListener("afterprint", function () {
    unfolded.forEach(function (d) { d.open = false; });
    unfolded = [];
  });
})();

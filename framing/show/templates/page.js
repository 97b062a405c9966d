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
  var flags = {
    negated: "under a negation here", hedged: "hedged here",
    inserted: "put in by the outlet: the speaker would not say it of himself"
  };
  function terms(mark) {
    (mark.dataset.t || "").split("\n").filter(Boolean).forEach(function (record) {
      var f = record.split("\t"), box = document.createElement("div"), badge = document.createElement("b");
      box.className = "k-" + f[0];
      badge.className = "b";
      badge.textContent = document.querySelector(".legend .k-" + f[0] + " .b").textContent;
      var head = line("k", " " + named("k-" + f[0]), box);
      head.insertBefore(badge, head.firstChild);
      line("", "strength " + f[2] + " of 3; " + named("v-" + f[1]), box);
      if (f[3]) line("", "plainer wording: " + f[3], box).dir = "auto";
      (f[5] || "").split(" ").filter(Boolean).forEach(function (flag) { line("", flags[flag], box); });
      if (f[6]) line("", "metaphor: " + f[6], box);
      if (f[4]) line("", "", box).appendChild(document.createElement("code")).textContent = "concept " + f[4];
      pop.appendChild(box);
    });
  }
  function speakers(mark) {
    var kinds = { d: "in quotation marks", i: "no quotation marks", m: "partly in quotation marks" };
    var article = mark.closest(".art");
    (mark.dataset.a || "").split(" ").filter(Boolean).forEach(function (ref) {
      var row = document.getElementById(article.id + "w" + parseInt(ref, 10));
      if (!row) return;
      var name = row.querySelector("bdi"), p = line("by", "Attributed to ", pop), b = document.createElement("b");
      b.textContent = name.textContent;
      b.lang = name.lang;
      b.dir = "auto";
      p.appendChild(b);
      p.append(" (" + row.querySelector("small i").textContent + "), " + kinds[ref.slice(-1)]);
    });
  }
  function show(mark) {
    clearTimeout(timer);
    if (owner === mark || mark.classList.contains("off") && !mark.dataset.a) return;
    hide();
    if (!mark.classList.contains("off")) terms(mark);
    speakers(mark);
    if (!pop.firstChild) return;
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

  // filters: a mark is off when all its categories, or all its voices, are off
  var filters = document.querySelector(".filters");
  function off(mark, start) {
    var own = Array.from(mark.classList).filter(function (c) { return c.indexOf(start) === 0; });
    return own.every(function (c) { return body.classList.contains("no-" + c); });
  }
  function apply() {
    document.querySelectorAll("mark").forEach(function (mark) {
      var hidden = off(mark, "k-") || off(mark, "v-");
      mark.classList.toggle("off", hidden);
      if (mark.hasAttribute("tabindex")) mark.tabIndex = hidden ? -1 : 0;
    });
  }
  if (filters) {
    filters.hidden = false;
    filters.addEventListener("click", function (event) {
      var button = event.target.closest("button");
      if (!button) return;
      var pressed = button.getAttribute("aria-pressed") !== "true", set = button.dataset;
      button.setAttribute("aria-pressed", String(pressed));
      if (set.on) body.classList.toggle(set.on, pressed);
      else body.classList.toggle(set.off.indexOf("no-") === 0 ? set.off : "no-" + set.off, !pressed);
      apply();
    });
  }

  // a place that is folded away opens when it is asked for; paper shows everything
  function open() {
    var id = location.hash.slice(1), place = id && document.getElementById(id);
    if (!place) return;
    for (var up = place; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
    place.scrollIntoView({ block: place.closest(".text") ? "center" : "start" });
  }
  window.addEventListener("hashchange", open);
  open();
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details").forEach(function (d) { d.open = true; });
  });
})();

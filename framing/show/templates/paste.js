(function () {
  "use strict";
  var form = document.getElementById("articles"), add = document.getElementById("add");
  var status = document.getElementById("status"), say = form.dataset, most = Number(say.most);
  var error = document.getElementById("error");

  function boxes() { return Array.from(form.querySelectorAll(".box")); }
  function fields(box) { return Array.from(box.querySelectorAll("textarea, input")); }
  function empty(box) { return fields(box).every(function (field) { return !field.value.trim(); }); }
  function named(n) { return say.article.replace("{n}", n); }

  // numbers follow the order on the page
  function renumber() {
    var all = boxes();
    all.forEach(function (box, index) {
      var n = index + 1, remove = box.querySelector(".remove");
      box.querySelector("legend").textContent = named(n);
      remove.hidden = all.length === 1;
      remove.setAttribute("aria-label", remove.textContent + ": " + named(n));
      fields(box).forEach(function (field) { field.name = field.name.split("-")[0] + "-" + n; });
      box.querySelector("textarea").placeholder = say.drop;
    });
    add.disabled = all.length >= most;
  }

  // without a script there are three boxes; with one, boxes come as they are needed
  boxes().slice(1).reverse().every(function (box) {
    if (!empty(box)) return false;
    box.remove();
    return true;
  });
  renumber();
  if (error) error.focus();

  add.addEventListener("click", function (event) {
    event.preventDefault();
    var all = boxes(), last = all[all.length - 1], box = last.cloneNode(true);
    fields(box).forEach(function (field) { field.value = ""; });
    last.after(box);
    renumber();
    box.querySelector("textarea").focus();
  });
  form.addEventListener("click", function (event) {
    if (!event.target.closest(".remove")) return;
    var box = event.target.closest(".box"), n = boxes().indexOf(box);
    box.remove();
    renumber();
    boxes()[Math.min(n, boxes().length - 1)].querySelector("textarea").focus();
    status.textContent = say.removed.replace("{n}", n + 1);
  });

  // a dropped text file is read here, in the browser
  form.addEventListener("dragover", function (event) {
    var area = event.target.closest("textarea");
    if (!area || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    area.classList.add("over");
  });
  form.addEventListener("dragleave", function (event) { event.target.classList.remove("over"); });
  form.addEventListener("drop", function (event) {
    var area = event.target.closest("textarea"), file = event.dataTransfer.files[0];
    if (!area || !file) return;
    event.preventDefault();
    area.classList.remove("over");
    file.text().then(function (text) { area.value = text; });
  });

  form.addEventListener("submit", function (event) {
    // too much is said before it is sent, so that nothing has to be pasted again
    if (new URLSearchParams(new FormData(form)).toString().length > Number(say.bytes)) {
      event.preventDefault();
      status.textContent = say.large;
      return;
    }
    if (event.submitter && event.submitter.id === "json") return;
    status.textContent = say.busy;
  });
  window.addEventListener("pageshow", function () { status.textContent = ""; });
})();

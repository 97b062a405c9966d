(function () {
  "use strict";
  var form = document.getElementById("articles"), add = document.getElementById("add");
  var status = document.getElementById("status"), say = form.dataset, most = Number(say.most);
  var error = document.getElementById("error");

  function boxes() { return Array.from(form.querySelectorAll(".box")); }
  function fields(box) { return Array.from(box.querySelectorAll("textarea, input, select")); }
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

  // three empty boxes stand side by side; where there is no room for that, boxes come as they are needed
  if (matchMedia("(max-width: 62rem)").matches) boxes().slice(1).reverse().every(function (box) {
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

  // files that are chosen or dropped become boxes
  var files = document.getElementById("files"), read = document.getElementById("read");
  read.hidden = true;
  form.classList.add("scripted"); // the label is the button then, in the language of the page
  files.addEventListener("change", function () { if (files.files.length) form.requestSubmit(read); });
  function dropped(event) { return event.dataTransfer && event.dataTransfer.types.includes("Files"); }
  form.addEventListener("dragover", function (event) {
    if (!dropped(event)) return;
    event.preventDefault();
    form.classList.add("over");
  });
  form.addEventListener("dragleave", function (event) {
    if (!form.contains(event.relatedTarget)) form.classList.remove("over");
  });
  form.addEventListener("drop", function (event) {
    if (!dropped(event)) return;
    event.preventDefault();
    form.classList.remove("over");
    files.files = event.dataTransfer.files;
    form.requestSubmit(read);
  });

  form.addEventListener("submit", function (event) {
    // too much is said before it is sent, so that nothing has to be pasted again
    var size = 0;
    new FormData(form).forEach(function (value) { size += value.size || new Blob([value]).size; });
    if (size > Number(say.bytes)) {
      event.preventDefault();
      status.textContent = say.large;
      return;
    }
    if (event.submitter && event.submitter.id === "json") return;
    status.textContent = say.busy;
  });
  window.addEventListener("pageshow", function () { status.textContent = ""; });
})();

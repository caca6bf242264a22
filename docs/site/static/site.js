// What scrolls can be reached by keyboard; what does not scroll is no stop on the way.
const reachable = () => {
  for (const block of document.querySelectorAll("article pre, .table-wrapper, .shown, .sig")) {
    if (block.scrollWidth > block.clientWidth || block.scrollHeight > block.clientHeight + 1) block.tabIndex = 0;
    else block.removeAttribute("tabindex");
  }
};
addEventListener("load", reachable);
addEventListener("resize", reachable);

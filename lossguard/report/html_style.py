"""How the HTML report looks, light and dark, on a screen and on paper, and the few lines that make its buttons work."""

from __future__ import annotations

STYLE = """
:root { color-scheme: light dark; --ground: #f6f7f9; --card: #fff; --ink: #1c2230; --quiet: #5b6475; --line: #dfe3ea;
  --wrong: #b3261e; --unknown: #8a5a00; --ok: #1b6e3c; --mark: #ffe6a6; --code: #f1f3f6; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #12151b; --card: #1b2029; --ink: #e6e9ef; --quiet: #9aa4b6; --line: #303746;
    --wrong: #ff8a80; --unknown: #f0c05a; --ok: #7bd69a; --mark: #5c4a12; --code: #141922; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 76rem; background: var(--ground); color: var(--ink);
  font: 15px/1.5 system-ui, sans-serif; }
header { display: flex; gap: 1rem; align-items: baseline; flex-wrap: wrap; }
h1 { font-size: 1.4rem; margin: 0; } header p { margin: 0; }
.quiet { color: var(--quiet); font-size: .87em; }
nav { display: flex; gap: .5rem; margin: 1rem 0; flex-wrap: wrap; }
button { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 1rem;
  padding: .2rem .9rem; cursor: pointer; }
button[aria-pressed=true] { background: var(--ink); color: var(--ground); border-color: var(--ink); }
.card { background: var(--card); border: 1px solid var(--line); border-left: .3rem solid var(--quiet);
  border-radius: .4rem; padding: .9rem 1.2rem; margin: 0 0 1rem; overflow-wrap: anywhere; break-inside: avoid; }
.card.wrong, .card.failed { border-left-color: var(--wrong); }
.card.unknown { border-left-color: var(--unknown); }
.card.ok { border-left-color: var(--ok); }
.card[hidden] { display: none; }
h2 { font-size: 1.02rem; margin: 0; } h3 { font-size: .95rem; margin: .9rem 0 0; } h4 { margin: 0; font-size: .95rem; }
h2 + p { margin: .1rem 0 .6rem; }
.badge { display: inline-block; min-width: 4.6rem; font-size: .8rem; text-transform: uppercase; letter-spacing: .04em; }
.wrong .badge, .failed .badge { color: var(--wrong); } .unknown .badge { color: var(--unknown); }
.ok .badge { color: var(--ok); }
dl { display: grid; grid-template-columns: 5rem minmax(0, 1fr); gap: .45rem .8rem; margin: .6rem 0 0; }
dt { font-weight: 600; } dd { margin: 0; } .doubt { color: var(--unknown); }
pre { margin: .2rem 0 0; padding: .3rem .6rem; background: var(--code); color: var(--ink); border-radius: .3rem;
  overflow-x: auto; overflow-wrap: normal; }
code { font: 13px/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
mark { background: var(--mark); color: inherit; border-radius: .15rem; }
.finding { margin-top: 1rem; padding: .6rem .9rem; border: 1px solid var(--line); border-radius: .35rem; }
.finding.error h4 { color: var(--wrong); } .finding.warning h4 { color: var(--unknown); }
.finding p { margin: .3rem 0 0; }
@media print { nav { display: none; } body { background: none; padding: 0; } }
""".strip()

SCRIPT = """
document.querySelectorAll("nav button").forEach(button => button.addEventListener("click", () => {
  const wanted = button.dataset.show;
  document.querySelectorAll("nav button").forEach(each => each.setAttribute("aria-pressed", each === button));
  document.querySelectorAll("[data-verdict]").forEach(card => {
    card.hidden = wanted !== "all" && card.dataset.verdict !== wanted;
  });
}));
""".strip()

"""axe in a page: which of its rules are asked, and what it finds."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ALL_RULES = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"landmark-unique": {"enabled": True}},
    "resultTypes": ["violations"],
}
#: A colour scheme changes nothing but colours.
COLOUR_RULES = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}
#: axe parses the colour of each element below a text anew, in a library for all spaces of colours, which was
#: half of its time. A page has two dozen colours, so each is parsed once.
REMEMBER_COLOURS = """
    const { Color } = axe.commons.color, parse = Color.prototype.parseString, known = new Map();
    Color.prototype.parseString = function (text) {
        if (!known.has(text)) known.set(text, parse.call(new Color(0, 0, 0, 0), text));
        const { r, g, b, alpha } = known.get(text);
        return Object.assign(this, { r, g, b, alpha });
    };
"""
#: axe keeps the private fields of its colours in weak maps, with six writes for each colour made, and such a
#: map is gone over for garbage again and again: a fourth of its time. A field of the object holds as much.
FIELDS_FOR_WEAK_MAPS = """
    const [WeakMap, WeakSet] = (() => {
        class Fields {
            field = Symbol();
            has(object) { return Object.hasOwn(object, this.field); }
            get(object) { return this.has(object) ? object[this.field] : undefined; }
            set(object, value) { object[this.field] = value; return this; }
            delete(object) { return this.has(object) && delete object[this.field]; }
        }
        return [Fields, class extends Fields { add(object) { return this.set(object, true); } }];
    })();
"""
RUN = """async (options) => {
    if (!window.axe) bringAxe();
    return (await axe.run(document, options)).violations;
}"""


def bring_axe(context: BrowserContext) -> None:
    """Lets ``violations`` work in all documents that the context opens; unused, it does not run."""
    script = f"{FIELDS_FOR_WEAK_MAPS}\n{Axe().axe_script}\n{REMEMBER_COLOURS}"
    context.add_init_script(f"window.bringAxe = () => {{ {script} }};")


def violations(page: Page, options: dict) -> list[str]:
    """What axe finds, a line for each element."""
    found = page.evaluate(RUN, options)
    return [
        f"{rule['id']}: {node['html'][:160]} ({'; '.join(check['message'] for check in node['any'])[:160]})"
        for rule in found
        for node in rule["nodes"]
    ]

"""The layers hold: imports go one way, and each kind of work stays in its place."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ("essays", "comments")

#: Lower layers first; a module may import its own layer and those before it.
LAYERS = (
    ("enums",),
    ("models",),
    ("rules", "markup", "queries", "paths", "pseudonyms", "append_only", "page_keys"),
    ("domain",),
    ("forms",),
    ("views", "templatetags", "admin", "management", "feeds"),
    ("urls",),
)
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
#: Text-only modules that models build on: they import nothing of ours, so they may stand below.
PURE = {("comments", "paths")}

WRITES = {"save", "create", "bulk_create", "update", "bulk_update", "delete"}
WRITES |= {"update_or_create", "get_or_create"}
FILTERS = {"filter", "exclude", "annotate", "aggregate", "order_by", "select_related", "prefetch_related"}


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path, ast.parse(path.read_text("utf-8"))


def imported(path: Path, tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and dotted name of each of our modules that is imported, inside functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            yield node.lineno, node.module or ""


def layer_of(dotted: str) -> tuple[str, str] | None:
    parts = dotted.split(".")
    if parts[0] not in APPS or len(parts) < 2 or parts[1] == "apps":
        return None
    return parts[0], parts[1]


def steps_back(path: Path, tree: ast.Module) -> list[str]:
    here = path.relative_to(ROOT).with_suffix("").parts
    if len(here) < 2 or here[1] in {"__init__", "apps"}:
        return []
    faults = []
    for line, dotted in imported(path, tree):
        if here[0] == "essays" and dotted.split(".")[0] == "comments":
            faults.append(f"{'/'.join(here)}:{line}: essays imports {dotted}")
        target = layer_of(dotted)
        if target is None or target in PURE:
            continue
        if RANK[target[1]] > RANK[here[1]]:
            faults.append(f"{'/'.join(here)}:{line}: {here[1]} imports {dotted}")
    return faults


def test_imports_go_down_the_layers_only():
    faults = [fault for path, tree in modules() for fault in steps_back(path, tree)]
    assert faults == []


def test_a_step_back_is_seen():
    tree = ast.parse("from comments.views import respond\nfrom essays.views.works import work\n")
    assert steps_back(ROOT / "essays/domain/loading.py", tree) == [
        "essays/domain/loading:1: essays imports comments.views",
        "essays/domain/loading:1: domain imports comments.views",
        "essays/domain/loading:2: domain imports essays.views.works",
    ]


def calls_on_managers(tree: ast.Module, names: set[str]) -> Iterator[int]:
    """Lines that call one of ``names`` on something reached through ``.objects`` or a queryset call."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in names:
            chain = ast.unparse(node.func.value)
            if ".objects" in chain or "_set" in chain:
                yield node.lineno


def test_views_neither_write_nor_filter_through_the_orm():
    faults = [
        f"{path.relative_to(ROOT)}:{line}"
        for path, tree in modules()
        if "views" in path.parts
        for line in calls_on_managers(tree, WRITES | FILTERS)
    ]
    assert faults == []


def test_an_orm_call_in_a_view_is_seen():
    tree = ast.parse("rows = Work.objects.filter(slug=slug)\nWork.objects.all().delete()\n")
    assert list(calls_on_managers(tree, WRITES | FILTERS)) == [1, 2]


@pytest.mark.parametrize("folder", ["domain", "models"])
def test_no_request_below_the_views(folder):
    faults = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, tree in modules()
        if folder in path.relative_to(ROOT).parts
        for node in ast.walk(tree)
        if isinstance(node, ast.arg) and node.arg == "request"
    ]
    assert faults == []


def test_no_signals():
    faults = [
        f"{path.relative_to(ROOT)}:{line}"
        for path, tree in modules()
        for line, dotted in imported(path, tree)
        if dotted in {"django.dispatch", "django.db.models.signals"}
    ]
    assert faults == []


@pytest.mark.parametrize("folder", ["domain", "models"])
def test_no_html_is_built_below_the_templates(folder):
    faults = [
        f"{path.relative_to(ROOT)}:{line}"
        for path, tree in modules()
        if folder in path.relative_to(ROOT).parts
        for line, dotted in imported(path, tree)
        if dotted in {"django.utils.html", "django.utils.safestring"}
    ]
    assert faults == []


INLINE = re.compile(
    r"""<[^>]*\s(?:style|on[a-z]+)\s*=|<style|<script(?![^>]*\bsrc=)|href="#"|hx-on""", re.IGNORECASE
)


def test_templates_hold_no_inline_style_script_or_handler():
    faults = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((ROOT / "templates").rglob("*"))
        if path.is_file()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if INLINE.search(line)
    ]
    assert faults == []


@pytest.mark.parametrize(
    "line",
    [
        '<p style="color:red">',
        '<a onclick="x()">',
        "<script>x()</script>",
        '<a href="#">',
        '<i hx-on:click="x">',
    ],
)
def test_an_inline_style_script_or_handler_is_seen(line):
    assert INLINE.search(line)


#: Where people decide, and what of it Enter may press: what only leads to a look at what would be done.
DECIDING = ("comments/desk", "comments/screening", "essays/editing")
LOOKS = re.compile(r'name="preview"|>Try on the latest decisions<|>Decide on those ticked together<')
FORM, BUTTON = re.compile(r"<form\b.*?</form>", re.DOTALL), re.compile(r"<button\b[^>]*>[^<]*<")
HIDDEN = re.compile(r'<input type="hidden"[^>]*>')
TYPED = re.compile(r"<select|<input|_field\.html|_verdict\.html|\{\{ (?:field|\w*form[.\w]*\.\w+) \}\}")
#: What each such form has before its first button.
NOTHING = '{% include "components/_enter.html" %}'


def pressed_by_enter(form: str) -> bool:
    """In a field of this form, as its template has it, Enter would press the first of several buttons, one
    that does something. One button in a loop, its value made there, is several."""
    buttons = list(BUTTON.finditer(form))
    are_several = len(buttons) > 1 or any('value="{{' in button[0] for button in buttons)
    if not (are_several and TYPED.search(HIDDEN.sub("", form))) or LOOKS.search(buttons[0][0]):
        return False
    return NOTHING not in form[: buttons[0].start()]


def test_enter_in_a_field_presses_no_button_that_decides():
    files = [path for folder in DECIDING for path in (ROOT / "templates" / folder).rglob("*.html")]
    forms = [(path, form) for path in files for form in FORM.findall(path.read_text("utf-8"))]
    assert len(forms) > 30
    assert sorted({str(path.relative_to(ROOT)) for path, form in forms if pressed_by_enter(form)}) == []


@pytest.mark.parametrize(
    ("form", "is_pressed"),
    [
        ('<form><input name="note"><button>Lift</button><button>Keep</button></form>', True),
        ('<form>{{ form.open_next }}<button value="{{ each }}">{{ each }}</button></form>', True),
        (f"<form><button>Lift</button>{NOTHING}<select><button>Keep</button></form>", True),
        (f"<form>{NOTHING}<select><button>Lift</button><button>Keep</button></form>", False),
        ('<form><input name="note"><button>Search</button></form>', False),
        ('<form><input type="hidden"><button>Lift</button><button>Keep</button></form>', False),
    ],
)
def test_what_enter_presses_is_told_from_what_it_does_not(form, is_pressed):
    assert pressed_by_enter(form) == is_pressed

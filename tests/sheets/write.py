"""Writes spreadsheets with openpyxl, pandas and odfpy into the folder that is named on the command line."""

import csv
import datetime
import pathlib
import sys

import openpyxl
import pandas
from odf.office import Annotation
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import A, P
from openpyxl.utils.datetime import CALENDAR_MAC_1904

folder = pathlib.Path(sys.argv[1])


def shelf():
    """A workbook as people keep it: a title row, groups, sections, links, dates, formulas, several sheets."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Shelf"
    rows = [
        ["Resources of the Example Rivers Trust"],
        [],
        ["Resource", None, None, None, "Funding", None, None],
        ["Name", "Author(s)", "Date", "Keywords", "Name", "Number", "Place"],
        ["Guides"],
        ["Weirs in small rivers", "Hollis, Rhea; Smit, Jan", datetime.date(2021, 5, 3), "rivers; weirs", "Example Water Fund", "W-12", "South"],
        ["Nets and boats", "Roe, Ana", 2020, "nets", "Example Water Fund", "W-13", None],
        ["Films"],
        ["A film of eels", "Roe, Ana", "=YEAR(TODAY())", "eels; rivers", None, None, "North"],
        ["A film of herons", "Smit, Jan", datetime.datetime(2018, 2, 1), "herons", None, None, "North"],
    ]
    for row in rows:
        sheet.append(row)
    for merged in ["A1:G1", "A3:D3", "E3:F3", "A5:G5", "A8:G8", "G6:G7"]:
        sheet.merge_cells(merged)
    sheet["A6"].hyperlink = "https://shelf.example/weirs"
    sheet["A7"] = '=HYPERLINK("https://shelf.example/nets","Nets and boats")'
    prices = book.create_sheet("Prices")
    prices.append(["Shelf", "Price"])
    prices.append(["A", 7])
    more = book.create_sheet("More")
    more.append(["Title", "Year"])
    more.append(["Tides", 2017])
    return book


def simple(epoch=None):
    book = openpyxl.Workbook()
    if epoch:
        book.epoch = epoch
    sheet = book.active
    sheet.append(["Title", "Date", "Keywords"])
    sheet.append(["Weirs", datetime.date(2021, 5, 3), "rivers; law"])
    return book


def frame():
    """A table as data scientists write it: whole numbers become floats beside an empty cell, and an index stands first."""
    return pandas.DataFrame(
        {
            "Title": ["Cafés au bord de l’eau", "Nets, boats", "Tides"],
            "Author": ["Hollis, Rhea; Smit, Jan", "Roe, Ana", None],
            "Year": [2021, None, 2019],
            "Description": ["Two\nlines.", 'A "quoted" word.', None],
            "Keywords": ["rivers; law", "nets", "tides; law"],
        }
    )


def ods():
    document = OpenDocumentSpreadsheet()
    table = Table(name="Shelf")

    def row(*cells):
        line = TableRow()
        for cell in cells:
            line.addElement(cell)
        table.addElement(line)

    def text(words, **attributes):
        cell = TableCell(valuetype="string", **attributes)
        for paragraph in words.split("\n"):
            cell.addElement(P(text=paragraph))
        return cell

    row(text("Title"), text("Author"), text("Date"), text("Place"))
    section = text("Guides", numbercolumnsspanned=4)
    row(section, CoveredTableCell(numbercolumnsrepeated=3))
    linked = TableCell(valuetype="string")
    paragraph = P()
    paragraph.addElement(A(href="https://shelf.example/weirs?a=1&b=2", type="simple", text="Weirs in small rivers"))
    linked.addElement(paragraph)
    day = TableCell(valuetype="date", datevalue="2021-05-03")
    day.addElement(P(text="03.05.21"))
    row(linked, text("Hollis, Rhea\nSmit, Jan"), day, text("South", numberrowsspanned=2))
    noted = text("Nets and boats")
    note = Annotation()
    comment = P()
    comment.addElement(A(href="https://elsewhere.example/", type="simple", text="a comment"))
    note.addElement(comment)
    noted.addElement(note)
    row(noted, text("Roe, Ana"), TableCell(valuetype="float", value="2020"), CoveredTableCell())
    document.spreadsheet.addElement(table)
    document.save(folder / "odfpy.ods")


shelf().save(folder / "openpyxl.xlsx")
simple(CALENDAR_MAC_1904).save(folder / "mac1904.xlsx")
ods()
frame().to_excel(folder / "pandas.xlsx", index=False)
frame().to_csv(folder / "pandas.csv")
frame().to_csv(folder / "pandas-utf16.txt", sep="\t", encoding="utf-16", index=False)
frame().to_csv(folder / "pandas-1252.csv", sep=";", encoding="cp1252", index=False, lineterminator="\r\n")
frame().to_csv(folder / "pandas-mac.csv", sep=";", encoding="mac_roman", index=False, lineterminator="\r", quoting=csv.QUOTE_ALL)
